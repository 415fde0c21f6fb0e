// A mail server in a process of its own, which takes everything and keeps nothing; it tells how much it took.
import { SMTPServer } from 'smtp-server';

let taken = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.resume();
    stream.on('end', () => {
      taken++;
      done(null, 'kept');
    });
  },
});
const listening = server.listen(0, '127.0.0.1', () => process.send({ port: listening.address().port }));
process.on('message', () => process.send({ taken }));
process.on('disconnect', () => process.exit());
