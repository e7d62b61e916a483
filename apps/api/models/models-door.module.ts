import { Module } from '@nestjs/common';
import { ModelsModule } from '#models';
import { ModelsController } from './models.controller.js';

/** The doors of models. */
@Module({ imports: [ModelsModule], controllers: [ModelsController] })
export class ModelsDoorModule {}
