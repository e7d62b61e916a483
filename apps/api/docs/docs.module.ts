import { Module } from '@nestjs/common';
import { ApiDocument, DocsController } from './docs.controller.js';

/** The reference and the pages of problems. */
@Module({ controllers: [DocsController], providers: [ApiDocument] })
export class DocsModule {}
