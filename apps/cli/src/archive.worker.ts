import { runSumsThread } from '@platform/offline/archive-sums.js';

runSumsThread();
