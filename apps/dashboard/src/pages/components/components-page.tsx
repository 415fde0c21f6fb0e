import type { PageProps } from '../../pages.js';
import { ComponentList } from './component-list.js';
import { OneComponent } from './one-component.js';
import './components.css';

/** What there is, as a tree, or one part of it. */
export default function ComponentsPage({ parameter: name }: PageProps) {
  return name === '' ? <ComponentList /> : <OneComponent key={name} name={name} />;
}
