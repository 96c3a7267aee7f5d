import { Notification } from 'electron';
import type { Study } from '../../src-shared/domain/run';
import { studyLink } from '../../src-shared/domain/routes';
import { StudyEnds } from './study-ends';

export interface EndNoticesHost {
  /** Asked when there is one to show. */
  areWanted(): boolean;
  /** Shows the place of a notice that was clicked. */
  open(link: string): void;
}

/** Tells on the desktop that a study has ended. */
export class EndNotices {
  private readonly ends = new StudyEnds();
  /** What is shown is held here: the desktop's click reaches only what still exists. */
  private readonly shown = new Set<Notification>();

  constructor(private readonly host: EndNoticesHost) {}

  /** The study that has its turn now. */
  train(study: string | null): void {
    this.ends.train(study);
  }

  /** Looks at a study as it now is. */
  observe(study: Study): void {
    const end = this.ends.observe(study);
    if (!end || !this.host.areWanted() || !Notification.isSupported()) return;
    const notification = new Notification({ title: end.title, body: end.body });
    this.shown.add(notification);
    notification.on('click', () => this.host.open(studyLink(study.id)));
    notification.on('close', () => this.shown.delete(notification));
    notification.show();
  }
}
