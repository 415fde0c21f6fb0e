import { refuseCredentials } from '@kernel/credentials.js';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { At, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { Ledger } from '@platform/ledger.js';
import { SendingSettings } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { AnnouncementWriter } from '../announcements/announcement-writer.js';
import { announcementWithId } from '../announcements/announcement-table.js';
import { findChannel } from '../channels/channel-table.js';
import { DeliveryList, MailSourceList, ResumeRequest, SendingView } from './deliveries.dto.js';
import { deliveriesOf } from './deliveries-of.js';
import { readOutbox, readSending } from './delivery-table.js';
import { MailCarrier } from './mail-carrier.js';
import { composed } from './mail-sender.js';
import { sending } from './sending-state.js';

@ApiTags('deliveries')
@Controller('api/v1')
export class DeliveriesController {
  constructor(
    private readonly readModel: ReadModel,
    private readonly ledger: Ledger,
    private readonly settings: SendingSettings,
    private readonly carrier: MailCarrier,
    private readonly writer: AnnouncementWriter,
  ) {}

  @Get('announcements/:id/deliveries')
  @ForEverybody()
  @ApiOperation({ summary: 'What became of an announcement in each channel' })
  @ApiOkResponse({ type: DeliveryList })
  list(@Param('id') id: string, @Query() _query: ReadQuery, @At() at: ReadAt): DeliveryList {
    const { row } = announcementWithId(this.readModel, id, at.position);
    const blocked = readSending(this.readModel, at.position).paused
      ? 'sending is paused since the ledger was restored'
      : this.settings.smtp === null
        ? 'no mail server is set (OPSLEDGER_SMTP_URL)'
        : null;
    return { data: deliveriesOf(row, this.readModel, at.position, blocked) };
  }

  @Get('announcements/:id/mails')
  @Needs('announce')
  @ApiOperation({ summary: 'The mails of an announcement, byte for byte, as the mailing lists would get them now' })
  @ApiOkResponse({ type: MailSourceList })
  async mails(@Param('id') id: string, @Query() _query: ReadQuery, @At() at: ReadAt): Promise<MailSourceList> {
    const { row } = announcementWithId(this.readModel, id, at.position);
    const announcement = row.status === 'draft' ? this.writer.addressing.asSent(row, at.position) : row;
    const data: { channel: string; source: string }[] = [];
    for (const { channel: word, type } of announcement.destinations) {
      const channel = findChannel(this.readModel, word, at.position)?.row;
      if (type !== 'mailing-list' || channel === undefined) continue;
      const outgoing = { announcement: id, channel: word, type, sentPosition: at.position, revision: -1 };
      const mail = await this.carrier.mailFor({ announcement, channel, outgoing }, '', at.now);
      if (mail !== null) data.push({ channel: channel.name, source: (await composed(mail)).toString() });
    }
    return { data };
  }

  @Get('sending')
  @ForEverybody()
  @ApiOperation({ summary: 'Whether anything is sent' })
  @ApiOkResponse({ type: SendingView })
  sending(@Query() _query: ReadQuery, @At() at: ReadAt): SendingView {
    const underWay = readOutbox(this.readModel, ['mailing-list', 'subscribers', 'webhook']).length;
    return { paused: readSending(this.readModel, at.position).paused, mail: this.settings.smtp !== null, underWay };
  }

  @Post('sending/resume')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'After a restore: this is the ledger that sends; what was under way before is not sent' })
  @ApiOkResponse({ type: SendingView })
  async resume(
    @Body() { reason }: ResumeRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SendingView> {
    refuseCredentials({ reason }, false);
    answerWrite(reply, await this.ledger.execute(sending, null, { reason }, caller.author(), caller.options));
    return this.sending({}, { position: this.readModel.position(), now: 0 });
  }
}
