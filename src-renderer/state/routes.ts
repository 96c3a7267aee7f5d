/** Links, for views; the main process reads and writes them too, for its menu. */
export * from '../../src-shared/domain/routes';
