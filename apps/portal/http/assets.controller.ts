import { createReadStream } from 'node:fs';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { loadFont, Refused } from '#adapters/http';
import { STYLESHEET } from '../views/index.js';

const FOR_A_DAY = 'public, max-age=86400';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Style and font, from our own host. */
@Controller()
export class AssetsController {
  private readonly font = loadFont();

  @Get('assets/portal.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', FOR_A_DAY)
  style(): string {
    return STYLESHEET;
  }

  @Get('assets/fonts.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', FOR_A_DAY)
  fontRules(): string {
    return this.font.css;
  }

  @Get('assets/fonts/:name')
  @Header('cache-control', FOR_EVER)
  fontFile(@Param('name') name: string): StreamableFile {
    const path = this.font.files.get(name);
    if (path === undefined) throw new Refused(404, 'page-not-found');
    return new StreamableFile(createReadStream(path), { type: 'font/woff2' });
  }
}
