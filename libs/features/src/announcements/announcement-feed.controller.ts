import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { At, type ReadAt } from '@platform/http/reads.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import { announcementFeed } from './announcement-feed.js';
import { readAnnouncements } from './announcement-table.js';
import { FeedQuery } from './announcements.dto.js';

const FEED_LENGTH = 50;

@ApiTags('announcements')
@Controller('api/v1/announcements')
export class AnnouncementFeedController {
  constructor(
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
  ) {}

  @Get('feed.atom')
  @ForEverybody()
  @ApiOperation({ summary: 'The newest that were sent to an Atom channel' })
  @ApiProduces('application/atom+xml')
  @ApiOkResponse({ type: String })
  feed(
    @Query() { component }: FeedQuery,
    @At() at: ReadAt,
    @Req() { url }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const tree = ComponentTree.at(this.readModel, at.position);
    const row = component === undefined ? undefined : tree.named(component, 'component', 'not-found');
    const filter = {
      status: 'sent',
      components: row === undefined ? undefined : tree.concerning(row),
      channelType: 'atom',
    };
    const found = readAnnouncements(this.readModel, filter, at.position, { after: null, limit: FEED_LENGTH });
    const { publicUrl } = this.addresses;
    const about = { ledgerId: this.identity.id, about: row?.name ?? '', publicUrl, self: `${publicUrl}${url}` };
    void reply.type('application/atom+xml; charset=utf-8').send(
      announcementFeed(
        found.map((one) => one.row),
        about,
      ),
    );
  }
}
