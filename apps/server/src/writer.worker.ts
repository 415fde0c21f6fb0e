import { features } from '@features/features.js';
import { runWriterThread } from '@platform/read-model/writer-thread.js';

runWriterThread(features);
