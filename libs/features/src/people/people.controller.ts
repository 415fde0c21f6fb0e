import { Rejected } from '@kernel/decider.js';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs, SignedIn } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { At, invalid, ListQuery, pageByName, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { Ledger } from '@platform/ledger.js';
import { withinReason } from '@platform/http/erasure.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { EraseRequest, PersonErasureView, PersonList, PersonPatch, PersonRequest, PersonView } from './people.dto.js';
import { PersonEraser } from './person-eraser.js';
import { people } from './people.js';
import { findPerson, readPeople } from './who-is-who.js';

@ApiTags('people')
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly eraser: PersonEraser,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'The people' })
  @ApiOkResponse({ type: PersonList })
  list(@Query() query: ListQuery, @At() at: ReadAt): PersonList {
    return pageByName(
      this.identity.id,
      query,
      (page) => readPeople(this.readModel, at.position, page),
      ({ id }) => id,
    );
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ summary: 'One person' })
  @ApiOkResponse({ type: PersonView })
  get(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): PersonView {
    const { person, revision } = this.find(id, at.position);
    void reply.header('etag', `"${revision}"`);
    return person;
  }

  @Post()
  @Needs('admin')
  @ApiOperation({ summary: 'Add a person' })
  @ApiCreatedResponse({ type: PersonView })
  async add(
    @Body() body: PersonRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonView> {
    checkTimeZone(body.timeZone);
    const author = caller.author();
    const id = this.ledger.newId(author, caller.idempotencyKey);
    const details = { ...body, aliases: body.aliases ?? [] };
    const executed = await this.ledger.execute(people, null, { do: 'add', id, details }, author, {
      idempotencyKey: caller.idempotencyKey,
    });
    const { person, revision } = this.find(id, this.readModel.position());
    answerWrite(reply, { ...executed, revision }, `/api/v1/people/${id}`);
    return person;
  }

  @Patch(':id')
  @Needs('admin')
  @ApiOperation({ summary: 'Change what is known of a person' })
  @ApiOkResponse({ type: PersonView })
  async change(
    @Param('id') id: string,
    @Body() body: PersonPatch,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonView> {
    checkTimeZone(body.timeZone);
    const { expected, idempotencyKey } = caller.options;
    const command = { do: 'change', id, details: { ...body }, expected } as const;
    const executed = await this.ledger.execute(people, null, command, caller.author(), { idempotencyKey });
    const { person, revision } = this.find(id, this.readModel.position());
    answerWrite(reply, { ...executed, revision });
    return person;
  }

  @Post(':id/erase')
  @HttpCode(200)
  @Needs('redact')
  @ApiOperation({ summary: 'Take name and aliases of a person out of everything that was ever recorded' })
  @ApiOkResponse({ type: PersonErasureView })
  async erase(
    @Param('id') id: string,
    @Body() { reason, mentions = true }: EraseRequest,
    @Calling() caller: Caller,
  ): Promise<PersonErasureView> {
    caller.requireAllLogs();
    const { done } = await this.eraser.erase(id, reason, mentions, caller.author());
    return { id, erasure: await withinReason(done) };
  }

  private find(id: string, at: number) {
    const found = findPerson(this.readModel, id, at);
    if (found === undefined) throw new Rejected('not-found', 'unknown-person', 'there is no person with this id');
    return found;
  }
}

function checkTimeZone(name: string | undefined): void {
  if (name === undefined) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    throw invalid('timeZone', 'time-zone', `${JSON.stringify(name)} is not an IANA time zone`);
  }
}
