import type { Metadata } from 'next';
import { TeacherDesk } from '../../components/class/teacher-desk.tsx';
import { SiteHeader } from '../../components/header/site-header.tsx';
import { lessons } from '../../content/lessons.ts';
import '../styles/progress.css';
import '../styles/class.css';

export const metadata: Metadata = {
  title: 'Your class',
  description:
    'The teacher’s page: the way in, the seats, the rooms. It opens only on the machine that runs First Hop.',
};

export default async function ClassPage() {
  const titles = await Promise.all(
    lessons.map(async ({ slug, facts }) => {
      const { number, title } = await facts();
      return [slug, `${number} ${title}`] as const;
    }),
  );
  return (
    <>
      <SiteHeader />
      <main id="main" className="plain class-page" tabIndex={-1}>
        <h1>Your class</h1>
        <TeacherDesk lessons={Object.fromEntries(titles)} />
      </main>
    </>
  );
}
