import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { invariant } from '#kernel';
import { Refused } from '#adapters/http';
import { isProblemCode } from '#words';
import { Open } from '../http/auth.js';
import { problemPage } from './problem-page.js';
import { readUiFile, UI_FILES, UI_PAGE, UI_POLICY, UI_START } from './swagger-ui.js';

const DAY = 'public, max-age=86400';

/** The document: made when somebody first asks for it, which a start need not wait for. */
export class ApiDocument {
  private made: OpenAPIObject | undefined;
  private make: (() => OpenAPIObject) | undefined;

  /** Says how it is made; it can be made once every door is known. */
  makeBy(make: () => OpenAPIObject): void {
    this.make = make;
  }

  read(): OpenAPIObject {
    invariant(this.make, 'how the document is made is said before the app listens');
    return (this.made ??= this.make());
  }
}

/** What programmers read. */
@ApiExcludeController()
@Controller()
@Open()
export class DocsController {
  constructor(@Inject(ApiDocument) private readonly document: ApiDocument) {}

  @Get('openapi.json')
  openapi(): OpenAPIObject {
    return this.document.read();
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', UI_POLICY)
  page(): string {
    return UI_PAGE;
  }

  @Get('docs/start.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  start(): string {
    return UI_START;
  }

  @Get('docs/:file')
  async file(@Param('file') name: string, @Res() reply: FastifyReply): Promise<void> {
    const type = Object.hasOwn(UI_FILES, name) ? UI_FILES[name] : undefined;
    if (type === undefined) throw new Refused(404, 'route-not-found');
    const content = await readUiFile(name);
    await reply.header('cache-control', DAY).type(type).send(content);
  }

  @Get('problems/:code')
  @Header('content-type', 'text/html; charset=utf-8')
  problem(@Param('code') code: string): string {
    if (!isProblemCode(code)) throw new Refused(404, 'route-not-found');
    return problemPage(code);
  }
}
