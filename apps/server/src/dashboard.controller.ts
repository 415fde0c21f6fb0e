import { Controller, Get, Headers, Inject, Injectable, type OnModuleInit, Param, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { Addresses, LedgerIdentity, pathPrefixOf } from '@platform/platform.tokens.js';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the built pages are. */
export const DASHBOARD_FOLDER = Symbol('folder of the dashboard');
/** Addresses of the pages for people; which page it is, the dashboard itself tells from the address. */
const PAGES = [
  '',
  'timeline',
  'logs',
  'logs/:name',
  'operations',
  'components',
  'components/:name',
  'windows',
  'windows/:id',
  'windows/series/:id',
  'announcements',
  'announcements/:id',
  'compliance',
  'policies',
  'channels',
  'subscriptions',
  'write',
];
/** Nothing but what this server serves itself, no script or style in the page, and no frame around it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that was built of apps/dashboard. */
@Injectable()
export class DashboardPage implements OnModuleInit {
  private readonly template: string;

  /** The folder has index.html, and below `assets` what it loads. */
  constructor(
    @Inject(DASHBOARD_FOLDER) private readonly folder: string,
    private readonly http: HttpAdapterHost<FastifyAdapter>,
  ) {
    this.template = readFileSync(join(folder, 'index.html'), 'utf8');
  }

  /** The name of an asset changes with what it holds. */
  onModuleInit(): void {
    this.http.httpAdapter.useStaticAssets({
      root: join(this.folder, 'assets'),
      prefix: '/assets/',
      wildcard: false,
      decorateReply: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
    });
  }

  /** With the place where it is served, and what it needs to know before it asks the first question. */
  html({ publicUrl, taskUrl, changeUrl, hostUrl }: Addresses, ledger: string): string {
    const path = publicUrl === '' ? '' : pathPrefixOf(publicUrl);
    const settings = JSON.stringify({ ledger, publicUrl, taskUrl, changeUrl, hostUrl });
    return this.template.replace('%BASE%', () => escaped(`${path}/`)).replace('%SETTINGS%', () => escaped(settings));
  }
}

@ApiExcludeController()
@Controller()
export class DashboardController {
  constructor(
    private readonly page: DashboardPage,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
  ) {}

  @Get(PAGES)
  @ForEverybody()
  show(@Res() reply: FastifyReply): void {
    void reply
      .headers({
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-cache',
      })
      .type('text/html; charset=utf-8')
      .send(this.page.html(this.addresses, this.identity.name));
  }

  /** The address that every answer gives for an entry: a browser gets its page, a program is led to the record. */
  @Get('entries/:id')
  @ForEverybody()
  entry(@Param('id') id: string, @Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): void {
    void reply.header('vary', 'accept');
    if (accept?.includes('text/html') === true) this.show(reply);
    else void reply.redirect(`${this.addresses.publicUrl}/api/v1/log-entries/${encodeURIComponent(id)}`, 302);
  }
}

function escaped(text: string): string {
  return text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
