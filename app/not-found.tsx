import { SiteHeader } from '../components/header/site-header.tsx';

export const metadata = { title: 'Nothing listens here' };

export default function NotFound() {
  return (
    <>
      <SiteHeader />
      <main id="main" className="plain" tabIndex={-1}>
        <p className="eyebrow">404 Not Found</p>
        <h1>Nothing listens at this address</h1>
        <p className="lede">
          You knocked, and the server answered. So the network works: name, connection and request all arrived. There is
          no page behind this path, and the server said so with the number 404.
        </p>
        <p>
          A link may be old, or a letter went missing on the way from the keyboard. The <a href="/">course map</a> lists
          every page there is.
        </p>
      </main>
    </>
  );
}
