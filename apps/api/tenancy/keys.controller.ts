import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  CreateKey,
  type CreateKeyRefusal,
  ListKeys,
  type PlatformActor,
  RevokeKey,
  RotateKey,
  type RotateKeyRefusal,
} from '#tenancy';
import { Caller, PlatformOperator } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { slug } from '../schema/id.js';
import { presentKey, presentNewKey } from './present.js';
import { KeyId, KeysOut, NewKeyBody, NewKeyOut } from './schema.js';

const STATUS = {
  'tenant-not-found': 404,
  'api-key-not-found': 404,
  'api-key-already-revoked': 409,
  'api-key-already-rotated': 409,
} satisfies Record<(CreateKeyRefusal | RotateKeyRefusal)['code'], number>;

/** API keys, for the platform's operators. */
@ApiTags('platform')
@Controller('v1/platform')
export class KeysController {
  constructor(
    @Inject(CreateKey) private readonly createKey: CreateKey,
    @Inject(RotateKey) private readonly rotateKey: RotateKey,
    @Inject(RevokeKey) private readonly revokeKey: RevokeKey,
    @Inject(ListKeys) private readonly listKeys: ListKeys,
  ) {}

  @Post('tenants/:slug/keys')
  @PlatformOperator()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Give a tenant an API key' })
  @ApiCreatedResponse({ standardSchema: NewKeyOut, description: 'The key, this once' })
  async create(
    @Caller() actor: PlatformActor,
    @IdempotencyKey() operation: Operation | undefined,
    @Param('slug', { schema: slug() }) tenant: string,
    @Body({ schema: NewKeyBody }) body: z.infer<typeof NewKeyBody>,
  ) {
    const created = await this.createKey.execute(actor, { ...body, tenant }, operation);
    if (!created.ok) throw refusal(STATUS, created.error);
    return presentNewKey(created.value);
  }

  @Get('tenants/:slug/keys')
  @PlatformOperator()
  @ApiOperation({ summary: "List a tenant's API keys, the oldest first" })
  @ApiOkResponse({ standardSchema: KeysOut, description: 'Its keys, those revoked too' })
  async list(@Caller() actor: PlatformActor, @Param('slug', { schema: slug() }) tenant: string) {
    const listed = await this.listKeys.execute(actor, tenant);
    if (!listed.ok) throw refusal(STATUS, listed.error);
    return { keys: listed.value.map(presentKey) };
  }

  @Post('keys/:key_id/rotation')
  @PlatformOperator()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Replace a key; the old one stays valid for 24 hours' })
  @ApiCreatedResponse({ standardSchema: NewKeyOut, description: 'The new key, this once' })
  async rotate(
    @Caller() actor: PlatformActor,
    @IdempotencyKey() operation: Operation | undefined,
    @Param('key_id', { schema: KeyId }) keyId: string,
  ) {
    const rotated = await this.rotateKey.execute(actor, keyId, operation);
    if (!rotated.ok) throw refusal(STATUS, rotated.error);
    return presentNewKey(rotated.value);
  }

  @Delete('keys/:key_id')
  @HttpCode(204)
  @PlatformOperator()
  @ApiOperation({ summary: 'Revoke a key: refused everywhere within a second' })
  @ApiNoContentResponse({ description: 'It is revoked, now or since before' })
  async revoke(
    @Caller() actor: PlatformActor,
    @Param('key_id', { schema: KeyId }) keyId: string,
  ): Promise<void> {
    const revoked = await this.revokeKey.execute(actor, keyId);
    if (!revoked.ok) throw refusal(STATUS, revoked.error);
  }
}
