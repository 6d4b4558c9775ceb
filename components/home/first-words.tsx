/** What a plain `nc` sees when it joins room blue. The nick is drawn by lot, so yours differs. */
export const FirstWords = () => (
  <div className="first-words">
    <p className="first-words-bar">
      <b>a friend’s terminal</b>
      <span>chat/1, spoken by hand</span>
    </p>
    <pre>
      <i>$</i> nc 127.0.0.1 5001{'\n'}
      <samp>HELLO chat/1 room=blue auth=password</samp>
      {'\n'}PASS first-hop{'\n'}
      <samp>OK you=anon-7f3</samp>
      {'\n'}SAY hello{'\n'}
      <samp>MSG anon-7f3 hello</samp>
      {'\n'}
    </pre>
  </div>
);
