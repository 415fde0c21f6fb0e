import type { EventDefinition } from '@kernel/event.js';
import { getMetadataStorage } from 'class-validator';

/** docs/events.md: every kind of event, its version and the rules of its members, from the classes that check them. */
export function eventCatalogueText(definitions: readonly EventDefinition[]): string {
  const sections = [...definitions].sort((a, b) => a.type.localeCompare(b.type)).map(section);
  return [
    '# Events',
    '',
    'Generated from the shapes that every event is checked against before it is appended (`npm run generate`).',
    'What surrounds `data` in each event is described in [event-format.md](event-format.md).',
    '',
    ...sections,
  ].join('\n');
}

function section({ type, version, shape }: EventDefinition): string {
  const rules = new Map<string, string[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false)) {
    const constraints = (rule.constraints ?? []).filter(
      (one: unknown) => one !== undefined && typeof one !== 'function',
    );
    const given = constraints.length === 0 ? '' : ` ${show(constraints)}`;
    const each = rule.each ? ' (each)' : '';
    rules.set(rule.propertyName, [`${rule.name ?? rule.type}${given}${each}`, ...(rules.get(rule.propertyName) ?? [])]);
  }
  const rows = [...rules].map(([member, each]) => `| \`${member}\` | ${each.sort().join('; ')} |`);
  return [`## \`${type}\``, '', `Version ${version}.`, '', '| member | rules |', '|---|---|', ...rows, ''].join('\n');
}

function show(constraints: readonly unknown[]): string {
  const text = constraints.map((one) => (one instanceof RegExp ? String(one) : JSON.stringify(one))).join(', ');
  return `\`${text.replaceAll('|', '\\|')}\``;
}
