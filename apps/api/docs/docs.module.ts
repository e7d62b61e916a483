import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ApiDocument, DocsController } from './docs.controller.js';

/** The reference and the pages of problems. */
@Module({ imports: [DiscoveryModule], controllers: [DocsController], providers: [ApiDocument] })
export class DocsModule {}
