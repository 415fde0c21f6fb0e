import { render } from 'preact';
import { App } from './app.js';
import { signInAgain } from './api/sign-in.js';
import { followLinks } from './navigation.js';
import { pageAt } from './pages.js';

followLinks((path) => pageAt(path) !== null);
await signInAgain();
render(<App />, document.body);
