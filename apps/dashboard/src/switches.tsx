import type { Signal } from '@preact/signals';
import { theme, timeZone } from './preferences.js';

interface SwitchProps<Choice extends string> {
  readonly label: string;
  readonly chosen: Signal<Choice>;
  readonly choices: Readonly<Record<Choice, string>>;
}

function Switch<Choice extends string>({ label, chosen, choices }: SwitchProps<Choice>) {
  return (
    <label>
      <span class="visually-hidden">{label}</span>
      <select value={chosen.value} onChange={({ currentTarget }) => (chosen.value = currentTarget.value as Choice)}>
        {Object.entries<string>(choices).map(([choice, name]) => (
          <option value={choice}>{name}</option>
        ))}
      </select>
    </label>
  );
}

export function ThemeSwitch() {
  return <Switch label="Colours" chosen={theme} choices={{ system: 'System colours', light: 'Light', dark: 'Dark' }} />;
}

export function ZoneSwitch() {
  return <Switch label="Times" chosen={timeZone} choices={{ utc: 'UTC', local: 'Local time' }} />;
}
