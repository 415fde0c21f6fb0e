// One of a few processes that want the lock of a folder at the same moment. Told a path and that moment, it says whether
// it got it; told no path, it lets go.
import { ProcessLock } from '../../dist/libs/event-store/src/sqlite/process-lock.js';

let held = null;
process.on('message', ({ path, at }) => {
  held?.release();
  held = null;
  process.send(path === null ? 'free' : take(path, at));
});
process.send('here');

function take(path, at) {
  // Awake when the moment comes: a timer would be late, and each by another while.
  while (performance.timeOrigin + performance.now() < at);
  try {
    held = ProcessLock.take(path);
    return 'took it';
  } catch (error) {
    return error.message;
  }
}
