import { formatRoute, parseRoute, type Query, type Route } from './routes';

/**
 * Changes choices within a view; an empty value removes one. What is looked at (an example, a filter) is a `step`
 * that one can go back from; how it is shown is not.
 */
export type Choose = (changes: Query, kind?: 'step') => void;

/** Steps of the same choices within this time are one: typing, or walking from example to example. */
const ONE_STEP_MILLISECONDS = 1000;

/** Pages from which one comes to a study. */
const LISTS: readonly Route['view'][] = ['studies', 'runs', 'queue', 'sweep'];

const NO_STEP = { names: '', place: '', time: -Infinity };

/** Where the window is. The URL fragment is the truth, so that back, forward and links work. */
export class Router {
  route = $state.raw<Route>(parseRoute(window.location.hash));
  /** Names the entry of the window's history that is shown; going back to it is the same name again. */
  entry = $state(nameEntry());
  /** The list that was shown last. */
  #list: Route = { view: 'studies', query: {} };
  #lastStep = NO_STEP;

  constructor() {
    this.#remember();
  }

  /** What is shown, whatever is chosen within it. */
  get place(): string {
    return formatRoute({ ...this.route, query: {} });
  }

  /** Follows the URL until the returned function is called. */
  connect(): () => void {
    const follow = () => {
      this.route = parseRoute(window.location.hash);
      this.entry = nameEntry();
      this.#lastStep = NO_STEP;
      this.#remember();
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }

  go(route: Route): void {
    window.location.hash = formatRoute(route);
  }

  /** From a study to the list that one came from; elsewhere nothing. */
  leave(): void {
    if (this.route.view === 'study') this.go(this.#list);
  }

  /**
   * Changes choices of the view that is shown now, whenever it is called. Once another view is shown it does nothing:
   * what was typed last, or an answer that comes late, is nothing for that one's link.
   */
  chooser(): Choose {
    const { place } = this;
    return (changes, kind) => {
      if (this.place === place) this.#choose(changes, kind);
    };
  }

  #choose(changes: Query, kind?: 'step'): void {
    const query = Object.fromEntries(
      Object.entries({ ...this.route.query, ...changes }).filter(([, value]) => value !== ''),
    );
    const route = { ...this.route, query };
    const isStep = kind === 'step' && formatRoute(route) !== formatRoute(this.route);
    this.route = route;
    if (isStep && !this.#goesOn(changes)) window.history.pushState(null, '', formatRoute(route));
    else window.history.replaceState(window.history.state, '', formatRoute(route));
    this.entry = nameEntry();
    this.#remember();
  }

  /** Whether a step is the last one again, a moment later. */
  #goesOn(changes: Query): boolean {
    const step = { names: Object.keys(changes).join(), place: this.place, time: performance.now() };
    const { names, place, time } = this.#lastStep;
    this.#lastStep = step;
    return step.names === names && step.place === place && step.time - time < ONE_STEP_MILLISECONDS;
  }

  #remember(): void {
    if (LISTS.includes(this.route.view)) this.#list = this.route;
  }
}

/** The name of the history's entry that is shown, which has one from now on. */
function nameEntry(): string {
  const known: unknown = window.history.state;
  if (typeof known === 'string') return known;
  const name = crypto.randomUUID();
  window.history.replaceState(name, '');
  return name;
}
