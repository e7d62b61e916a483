import { Module } from '@nestjs/common';
import { ConsentModule } from '#consent';
import { ConsentRequestsController } from './consent-requests.controller.js';

/** The doors of consent requests. */
@Module({ imports: [ConsentModule], controllers: [ConsentRequestsController] })
export class ConsentDoorModule {}
