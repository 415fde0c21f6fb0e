import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { At, type ReadAt } from '@platform/http/reads.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import type { FastifyReply } from 'fastify';

/** What a browser sees at the address that the start prints: where to go from here. */
@ApiExcludeController()
@Controller()
export class WelcomeController {
  constructor(
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
  ) {}

  @Get()
  @ForEverybody()
  welcome(@At() at: ReadAt, @Res() reply: FastifyReply): void {
    const { publicUrl } = this.addresses;
    const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>opsledger</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
code,pre{font-family:ui-monospace,monospace}pre{overflow-x:auto;padding:.75rem;border:1px solid;border-radius:.3rem}</style>
<main>
<h1>opsledger</h1>
<p>Ledger <code>${this.identity.name}</code>, at position ${at.position}.</p>
<p>Log something, from the folder of this checkout:</p>
<pre>npx opsledger log production "Rebooting db1101 (T123456)"</pre>
<ul>
<li><a href="${publicUrl}/sal">The server admin logs</a>, as pages</li>
<li><a href="${publicUrl}/api/docs">The API, to read and to try</a> (<a href="${publicUrl}/api/openapi.json">OpenAPI</a>)</li>
<li><a href="${publicUrl}/api/v1/logs">The logs</a></li>
<li><a href="${publicUrl}/api/v1/log-entries">The newest entries</a></li>
<li><a href="${publicUrl}/api/v1/operations/in-flight">Operations in flight</a></li>
<li>The log production as <a href="${publicUrl}/api/v1/logs/production/sal.wiki">wikitext</a>,
<a href="${publicUrl}/api/v1/logs/production/sal.atom">Atom</a> or
<a href="${publicUrl}/api/v1/logs/production/sal.ndjson">NDJSON</a></li>
</ul>
</main>
</html>
`;
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(page);
  }

  /** The address that every answer gives for an entry: a browser is led to its page, a program to the record. */
  @Get('entries/:id')
  @ForEverybody()
  entry(@Param('id') id: string, @Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): void {
    const path = accept?.includes('text/html') === true ? '/sal/log' : '/api/v1/log-entries';
    void reply.redirect(`${this.addresses.publicUrl}${path}/${encodeURIComponent(id)}`, 302);
  }
}
