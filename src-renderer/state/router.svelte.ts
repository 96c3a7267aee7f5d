import { formatRoute, parseRoute, type Query, type Route } from './routes';

/** Where the window is. The URL fragment is the truth, so that back, forward and links work. */
export class Router {
  route = $state.raw<Route>(parseRoute(window.location.hash));

  /** Follows the URL until the returned function is called. */
  connect(): () => void {
    const follow = () => {
      this.route = parseRoute(window.location.hash);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }

  go(route: Route): void {
    window.location.hash = formatRoute(route);
  }

  /** Changes choices within a view without a step in the history. An empty value removes the choice. */
  choose(changes: Query): void {
    const query = Object.fromEntries(
      Object.entries({ ...this.route.query, ...changes }).filter(([, value]) => value !== ''),
    );
    this.route = { ...this.route, query };
    window.history.replaceState(null, '', formatRoute(this.route));
  }
}
