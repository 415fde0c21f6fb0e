import * as grpc from '@grpc/grpc-js';
import { GossipService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import * as gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import { ServerFeaturesService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import * as features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import { StreamIdentifier, UUID } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import { StreamsService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import * as v1 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import * as errors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import { StreamsServiceService } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import * as v2 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import { Any } from 'google-protobuf/google/protobuf/any_pb.js';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ReplaySubject, Subject } from 'rxjs';

const [NO_STREAM, ANY] = [-1, -2];
const HOST = '127.0.0.1';
const CONFLICT = 'the stream is at another revision';

/** What the client does not learn, by an error or by silence. */
export type AppendFault = 'written, then an error' | 'written, no answer' | 'swallowed';

/** A test may change or take away what it likes, as who restores a database may. */
export interface Kept {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly event: v1.ReadResp.ReadEvent.RecordedEvent;
}

type Proposed = Pick<Kept, 'id' | 'event'>;
type Wanted = { readonly stream: string; readonly expected: number; readonly events: readonly Proposed[] };
type AppendCall = grpc.ServerReadableStream<unknown, unknown>;
type ReadCall = grpc.ServerWritableStream<v1.ReadReq, v1.ReadResp>;

const notReady = (): Error => refusal(grpc.status.UNAVAILABLE, 'Server Is Not Ready');
const nameOf = (stream: StreamIdentifier): string => Buffer.from(stream.getStreamName_asU8()).toString();
const toRead = ({ event }: Kept) => new v1.ReadResp().setEvent(new v1.ReadResp.ReadEvent().setEvent(event));

/**
 * A FAKE of a KurrentDB server, made to fail on purpose: the few calls that our engine uses, in memory, on loopback,
 * over the service definitions that the client brings. It exists because CI has no real server. It does what we believe
 * a server does: a test over it proves OUR handling of faults, and nothing whatever about the real server, which is
 * tried in kurrent-store.spec.ts where there is one. Not here: users, TLS, batch appends, deleting, limits of streams
 * (kept, not obeyed), followers that forward.
 */
export class FakeKurrentDb {
  /** What befalls the next appends to `ledger.stream`, one each; those to `ledger~beside` and conflicts take none. */
  readonly appendFaults: AppendFault[] = [];
  /** Whatever is asked, the answer is UNAVAILABLE. */
  refuses = false;
  /** How long every answer takes. */
  slowMs = 0;
  /** Whoever is subscribed gets each event twice. */
  stutters = false;
  /** What is read, or subscribed to, ends at this position: a follower that is behind. */
  upTo = Infinity;
  /** False for a server before 25.1, without the call for many streams. */
  takesManyStreams = true;
  /** Calls that appended, from the first on, as they were dealt with; not those that were in conflict. */
  readonly appends = new ReplaySubject<{ streams: string[]; outcome: 'written' | 'there already' | AppendFault }>();
  /** Everything that was written, oldest first. All nodes of a cluster have it at once. */
  readonly history: Kept[];
  private readonly cluster: { readonly nodes: FakeKurrentDb[]; readonly grown: Subject<void>; leader: FakeKurrentDb };
  private port = 0;
  private server = new grpc.Server();
  /** And the position up to which each was served. */
  private readonly subscribers = new Map<ReadCall, number>();

  /** Alone, or as a follower of another. */
  constructor(other?: FakeKurrentDb) {
    this.history = other?.history ?? [];
    this.cluster = other?.cluster ?? { nodes: [], grown: new Subject(), leader: this };
    this.cluster.nodes.push(this);
    this.cluster.grown.subscribe(() => this.deliver());
  }

  /** Of all nodes of the cluster. Each client waits for the interval before its first read, half a second if unsaid. */
  get connectionString(): string {
    const hosts = this.cluster.nodes.map(({ port }) => `${HOST}:${port}`);
    return `kurrentdb://${hosts.join(',')}?tls=false&discoveryInterval=10`;
  }

  /** The other nodes answer appends with where this one is. */
  lead(): void {
    this.cluster.leader = this;
  }

  /** Without an error; or silently: they stay open and hear nothing more, as when half of a connection is lost. */
  endSubscriptions({ silently = false } = {}): void {
    for (const call of silently ? [] : this.subscribers.keys()) call.end();
    this.subscribers.clear();
  }

  /** Again on the same port as before. */
  async start(): Promise<this> {
    const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 });
    server.addService(StreamsService, {
      append: this.answering((call) => this.append(call)),
      read: (call: ReadCall) =>
        this.answering(() => this.read(call))(call, (error) => error !== null && call.emit('error', error)),
    });
    server.addService(StreamsServiceService, { appendSession: this.answering((call) => this.appendSession(call)) });
    server.addService(ServerFeaturesService, { getSupportedMethods: this.answering(() => this.offered()) });
    server.addService(GossipService, { read: this.answering(() => this.members()) });
    this.server = server;
    const bind = promisify(server.bindAsync.bind(server));
    this.port = await bind(`${HOST}:${this.port}`, grpc.ServerCredentials.createInsecure());
    return this;
  }

  /** Drops all connections. What was written stays. */
  async stop(): Promise<void> {
    this.server.forceShutdown();
    await promisify(this.server.tryShutdown.bind(this.server))();
  }

  private answering<Answer>(work: (call: AppendCall) => Answer | Promise<Answer>) {
    return (call: unknown, reply: (error: Error | null, answer?: Answer) => void): void => {
      pause(this.slowMs)
        .then(() => (this.refuses ? Promise.reject(notReady()) : work(call as AppendCall)))
        .then((answer) => reply(null, answer), reply);
    };
  }

  /** One that is broken off ends like a whole one, and is written as far as it came: on a real server, sometimes. */
  private async append(call: AppendCall): Promise<v1.AppendResp> {
    const [header, ...proposals] = (await call.toArray()) as v1.AppendReq[];
    const options = header!.getOptions()!;
    const stream = nameOf(options.getStreamIdentifier()!);
    const expected = options.hasNoStream() ? NO_STREAM : options.hasAny() ? ANY : Number(options.getRevision());
    try {
      await this.take([{ stream, expected, events: proposals.map(proposed) }]);
      const revision = expected === ANY ? this.revisionOf(stream) : expected + proposals.length;
      return new v1.AppendResp().setSuccess(new v1.AppendResp.Success().setCurrentRevision(String(revision)));
    } catch (error) {
      if ((error as Error).message !== CONFLICT) throw error;
      const wrong = new v1.AppendResp.WrongExpectedVersion();
      const actual = this.revisionOf(stream);
      return new v1.AppendResp().setWrongExpectedVersion(actual < 0 ? wrong : wrong.setCurrentRevision(String(actual)));
    }
  }

  private async appendSession(call: AppendCall): Promise<v2.AppendSessionResponse> {
    if (!this.takesManyStreams) throw refusal(grpc.status.UNIMPLEMENTED, 'Service is unimplemented.');
    const wanted = ((await call.toArray()) as v2.AppendRequest[]).map((request) => ({
      stream: request.getStream(),
      expected: Number(request.getExpectedRevision()),
      events: request.getRecordsList().map(recorded),
    }));
    const isSound = wanted.length > 0 && new Set(wanted.map(({ stream }) => stream)).size === wanted.length;
    if (!isSound) throw refusal(grpc.status.FAILED_PRECONDITION, 'no streams, or one of them twice');
    await this.take(wanted);
    return new v2.AppendSessionResponse();
  }

  /** Writes all or nothing. Throws what the client is answered. */
  private async take(wanted: readonly Wanted[]): Promise<void> {
    this.requireLeader();
    const missing = wanted.filter((one) => !this.has(one));
    const streams = wanted.map(({ stream }) => stream);
    const fault = streams.some((stream) => /^[^~$]+\./.test(stream)) ? this.appendFaults.shift() : undefined;
    if (fault !== 'swallowed') {
      for (const { stream, events } of missing) for (const { id, event } of events) this.write(id, stream, event);
      this.cluster.grown.next();
    }
    this.appends.next({ streams, outcome: fault ?? (missing.length > 0 ? 'written' : 'there already') });
    if (fault === 'written, then an error') throw notReady();
    if (fault !== undefined) await new Promise(() => {});
  }

  /** Whether these events are there already, in their place. */
  private has({ stream, expected, events }: Wanted): boolean {
    const actual = this.revisionOf(stream);
    const kept = this.history.filter((one) => one.stream === stream);
    const isPlace = (revision: number, n: number): boolean => expected === ANY || revision === expected + 1 + n;
    const found = events.filter(({ id }, n) => kept.some((one) => one.id === id && isPlace(one.revision, n))).length;
    const isFree = found === 0 && (expected === ANY || expected === actual);
    if (found < events.length && !isFree) throw conflict(stream, expected, actual);
    return found === events.length;
  }

  private write(id: string, stream: string, event: Kept['event']): void {
    const revision = this.revisionOf(stream) + 1;
    const position = (this.history.at(-1)?.position ?? 0) + 100;
    event.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)));
    event.setStreamRevision(String(revision)).setCommitPosition(String(position)).setPreparePosition(String(position));
    event.getMetadataMap().set('created', String(Date.now() * 10_000));
    this.history.push({ id, stream, revision, position, event });
  }

  private revisionOf(stream: string): number {
    return this.history.findLast((kept) => kept.stream === stream)?.revision ?? NO_STREAM;
  }

  private requireLeader(): void {
    if (this.cluster.leader === this) return;
    const leader = { 'leader-endpoint-host': HOST, 'leader-endpoint-port': String(this.cluster.leader.port) };
    throw refusal(grpc.status.NOT_FOUND, 'Leader info available', { exception: 'not-leader', ...leader });
  }

  /** Of all streams from a position on, of one stream from either end. */
  private read(call: ReadCall): void {
    if (call.metadata.get('requires-leader')[0] === 'true') this.requireLeader();
    const options = call.request.getOptions()!;
    const from = Number(options.getAll()?.getPosition()?.getCommitPosition() ?? 0);
    if (options.hasSubscription()) return this.subscribe(call, from);
    const notFound = new v1.ReadResp().setStreamNotFound(new v1.ReadResp.StreamNotFound());
    const found = this.shown(options).filter(({ position }) => position >= from);
    if (options.hasStream() && found.length === 0) call.write(notFound);
    if (options.getReadDirection() === v1.ReadReq.Options.ReadDirection.BACKWARDS) found.reverse();
    for (const kept of found.slice(0, Number(options.getCount()))) call.write(toRead(kept));
    call.end();
  }

  private subscribe(call: ReadCall, from: number): void {
    call.write(new v1.ReadResp().setConfirmation(new v1.ReadResp.SubscriptionConfirmation()));
    call.on('cancelled', () => this.subscribers.delete(call));
    this.subscribers.set(call, from);
    this.deliver();
    call.write(new v1.ReadResp().setCaughtUp(new v1.ReadResp.CaughtUp()));
  }

  private deliver(): void {
    for (const [call, at] of this.subscribers) {
      const next = this.shown(call.request.getOptions()!).filter(({ position }) => position > at);
      for (const kept of next) for (let n = this.stutters ? 2 : 1; n > 0; n--) call.write(toRead(kept));
      this.subscribers.set(call, next.at(-1)?.position ?? at);
    }
  }

  private shown(options: v1.ReadReq.Options): Kept[] {
    const only = options.getStream()?.getStreamIdentifier();
    const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [''];
    const there = this.history.filter(({ position }) => position <= this.upTo);
    if (only !== undefined) return there.filter(({ stream }) => stream === nameOf(only));
    return there.filter(({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix)));
  }

  /** In lower case, as the server tells its methods. */
  private offered(): features.SupportedMethods {
    const all = [StreamsService.read, StreamsService.append, StreamsServiceService.appendSession];
    const methods = all.slice(0, this.takesManyStreams ? 3 : 2).map(({ path }) => {
      const [, service, method] = path.toLowerCase().split('/');
      return new features.SupportedMethod().setServiceName(service!).setMethodName(method!);
    });
    return new features.SupportedMethods().setEventStoreServerVersion('0.0.0').setMethodsList(methods);
  }

  private members(): gossip.ClusterInfo {
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const members = this.cluster.nodes.map((node) => {
      const member = new gossip.MemberInfo().setState(node === this.cluster.leader ? LEADER : FOLLOWER);
      return member.setIsAlive(true).setHttpEndPoint(new gossip.EndPoint().setAddress(HOST).setPort(node.port));
    });
    return new gossip.ClusterInfo().setMembersList(members);
  }
}

function proposed(request: v1.AppendReq): Proposed {
  const message = request.getProposedMessage()!;
  const event = new v1.ReadResp.ReadEvent.RecordedEvent().setId(message.getId()).setData(message.getData());
  message.getMetadataMap().forEach((value, name) => event.getMetadataMap().set(name, value));
  return { id: message.getId()!.getString(), event: event.setCustomMetadata(message.getCustomMetadata()) };
}

function recorded(record: v2.AppendRecord): Proposed {
  const [id, type] = [record.getRecordId()!, record.getSchema()!.getName()];
  const event = new v1.ReadResp.ReadEvent.RecordedEvent().setId(new UUID().setString(id)).setData(record.getData());
  event.getMetadataMap().set('type', type).set('content-type', 'application/octet-stream');
  const metadata: Record<string, string> = { '$schema.name': type };
  record.getPropertiesMap().forEach((value, name) => (metadata[name] = value.getStringValue()));
  return { id, event: event.setCustomMetadata(Buffer.from(JSON.stringify(metadata))) };
}

/** As the call for many streams tells it; the other has a message for it. */
function conflict(stream: string, expected: number, actual: number): Error {
  const details = new errors.StreamRevisionConflictErrorDetails().setStream(stream);
  details.setExpectedRevision(String(expected)).setActualRevision(String(actual));
  const any = new Any();
  any.pack(details.serializeBinary(), 'kurrentdb.protocol.v2.streams.errors.StreamRevisionConflictErrorDetails');
  const told = Buffer.from(new Status().setDetails(any).serializeBinary()).toString('base64');
  return refusal(grpc.status.FAILED_PRECONDITION, CONFLICT, { 'grpc-status-details-bin': told });
}

function refusal(code: grpc.status, details: string, more: Record<string, string> = {}): Error {
  return Object.assign(new Error(details), { code, details, metadata: grpc.Metadata.fromHttp2Headers(more) });
}
