import type { Metadata } from 'next';
import { SiteHeader } from '../../components/header/site-header.tsx';
import { ProgressPanel } from '../../components/progress/progress-panel.tsx';
import '../styles/progress.css';

export const metadata: Metadata = {
  title: 'Your progress',
  description: 'What this browser remembers of your steps: export it, import it, forget it.',
};

export default function ProgressPage() {
  return (
    <>
      <SiteHeader />
      <main id="main" className="plain" tabIndex={-1}>
        <h1>Your progress</h1>
        <p className="lede">
          It is kept in this browser and nowhere else. There is no account, and the lab server does not know what you
          did.
        </p>
        <ProgressPanel />
        <h2>Taking it with you</h2>
        <p>
          Export saves one readable JSON file. Import adds a file to what is here: steps and right answers from both
          sides stay, nothing is overwritten. So you can join what you did on two computers.
        </p>
        <p>
          <a href="/#course">Back to the course map</a>
        </p>
      </main>
    </>
  );
}
