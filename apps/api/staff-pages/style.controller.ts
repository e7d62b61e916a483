import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../http/auth.js';
import { STYLESHEET } from './views/stylesheet.js';

/** The style of the staff's pages. */
@ApiExcludeController()
@Controller('staff')
@Open()
export class StyleController {
  @Get('style.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  style(): string {
    return STYLESHEET;
  }
}
