import { features } from '../dist/libs/features/src/features.js';
import { runWriterThread } from '../dist/libs/platform/src/read-model/writer-thread.js';

runWriterThread(features.map((feature) => ({ ...feature, projections: [] })));
