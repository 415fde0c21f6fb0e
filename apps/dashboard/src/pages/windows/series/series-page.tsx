import type { PageProps } from '../../../pages.js';
import { OneSeries } from './one-series.js';
import { SeriesList } from './series-list.js';
import '../windows.css';
import './series.css';

/** Windows that recur: all series, or one of them. */
export default function SeriesPage({ parameter: id }: PageProps) {
  return id === '' ? <SeriesList /> : <OneSeries key={id} id={id} />;
}
