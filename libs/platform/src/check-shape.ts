import { Rejected } from '@kernel/decider.js';
import type { EventDefinition } from '@kernel/event.js';
import { surelyValid } from '@kernel/surely-valid.js';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/** Facts are checked before they become history: afterwards nobody can mend them. @throws Rejected */
export function checkShape(definition: EventDefinition, data: object): void {
  if (surelyValid(definition.shape, data)) return;
  const instance = plainToInstance(definition.shape, data);
  // A fact that has nothing to say has a class without rules, which would be refused as unknown.
  const forbidUnknownValues = Object.keys(data).length > 0;
  const [error] = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues });
  if (error !== undefined) {
    const rules = Object.values(error.constraints ?? { nested: `${error.property} is not valid` });
    throw new Rejected('invalid', 'invalid-event', `${definition.type}: ${rules.join(', ')}`, error.property);
  }
}
