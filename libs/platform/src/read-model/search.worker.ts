import { parentPort, workerData } from 'node:worker_threads';
import { ReadModel } from './read-model.js';
import type { Answer, Question } from './search-thread.js';

const readModel = new ReadModel(workerData as string);

parentPort!.on('message', (question: Question) => {
  if ('swap' in question) return readModel.swap(question.swap);
  parentPort!.postMessage(answerTo(question.statement));
});

function answerTo(statement: Parameters<ReadModel['all']>[0]): Answer {
  try {
    return { rows: readModel.all(statement) };
  } catch (error) {
    return { failed: (error as Error).message };
  }
}
