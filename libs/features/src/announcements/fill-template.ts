import { Rejected } from '@kernel/decider.js';

const VARIABLE = /\{\{\s*([\w-]{0,40})\s*\}\}/g;

/** Puts the values in the place of `{{name}}`. @throws Rejected unknown-variable, which names those that there are */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>, field: string): string {
  return template.replace(VARIABLE, (_whole, name: string) => {
    if (Object.hasOwn(values, name)) return values[name]!;
    const known = Object.keys(values);
    const hint = known.length === 0 ? 'without a window there are none' : `there are ${known.join(', ')}`;
    throw new Rejected('invalid', 'unknown-variable', `${field}: there is no variable {{${name}}}; ${hint}`, field);
  });
}
