import { PARAMTYPES_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { DiscoveryService } from '@nestjs/core';

/** Parameters of a method at most; style allows fewer. */
const PARAMETERS_MAX = 8;

/**
 * Lets the document see the parameters of the doors.
 *
 * It takes their schemas from the decorators, but only of methods for which the compiler has left
 * types; ours leaves none (`emitDecoratorMetadata` is off), so each gets the least one here.
 */
export function nameParameterTypes(discovery: DiscoveryService): void {
  for (const { metatype } of discovery.getControllers()) {
    if (typeof metatype !== 'function') continue;
    const prototype = metatype.prototype as object;
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, metatype, method);
      if (parameters === undefined) continue;
      const types = Array.from({ length: PARAMETERS_MAX }, () => Object);
      Reflect.defineMetadata(PARAMTYPES_METADATA, types, prototype, method);
    }
  }
}
