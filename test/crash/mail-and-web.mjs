// A mail server and a receiver of webhooks in a process that nobody kills. Each receipt is on the disk before it is
// answered: a line of JSON in the file that is named, with the life of the product that sent it.
import { fsyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { callbackify } from 'node:util';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const file = openSync(process.argv[2], 'a');
const lifeOf = new WeakMap();
let life = 0;

process.on('message', (message) => {
  life = message.life;
  process.send({ life });
});
process.on('disconnect', () => process.exit());

function keep(receipt) {
  writeSync(file, `${JSON.stringify(receipt)}\n`);
  fsyncSync(file);
}

async function bytesOf(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

async function takeMail(stream, session) {
  const { subject, messageId, text } = await PostalMime.parse(await bytesOf(stream));
  const to = session.envelope.rcptTo[0].address;
  keep({ to, about: subject, id: messageId, life: lifeOf.get(session) });
  process.send({ to, text });
  return 'kept';
}

const mails = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onConnect(session, done) {
    lifeOf.set(session, life);
    done();
  },
  onData: callbackify(takeMail),
});
// Whoever is killed in the middle of a mail hangs up.
mails.on('error', () => undefined);

const webhooks = createServer((request, response) => {
  const began = life;
  bytesOf(request)
    .then((body) => {
      const { data } = JSON.parse(body.toString());
      keep({ to: request.url, about: data.subject, id: request.headers['webhook-id'], life: began });
      process.send({ to: request.url, text: '' });
      response.end('kept');
    })
    .catch(() => undefined);
});

const listening = mails.listen(0, '127.0.0.1', () => {
  webhooks.listen(0, '127.0.0.1', () => {
    process.send({ mail: listening.address().port, web: webhooks.address().port });
  });
});
