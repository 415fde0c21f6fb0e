/** A page brings its style sheet along. */
declare module '*.css';
