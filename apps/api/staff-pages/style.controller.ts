import { createReadStream } from 'node:fs';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { loadFont, Refused } from '#adapters/http';
import { Open } from '../http/auth.js';
import { STYLESHEET } from './views/stylesheet.js';

/** Style and font of the staff's pages, from our own host. */
@ApiExcludeController()
@Controller('staff')
@Open()
export class StyleController {
  private readonly font = loadFont();

  @Get('style.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  style(): string {
    return STYLESHEET;
  }

  @Get('fonts.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  fontRules(): string {
    return this.font.css;
  }

  @Get('fonts/:name')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  fontFile(@Param('name') name: string): StreamableFile {
    const path = this.font.files.get(name);
    if (path === undefined) throw new Refused(404, 'route-not-found');
    return new StreamableFile(createReadStream(path), { type: 'font/woff2' });
  }
}
