import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Ended, MailAct } from '@/features/mail/MailAct';

const TOKEN = /^#[\w-]{20,200}$/;

/**
 * What is behind a link in a mail that prepares something to be done: `/act#<token>`.
 *
 * The token stands after the `#` so that no server log sees it, and leaves the address at once so that no
 * history keeps it.
 */
export default function ActPage() {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const [token, setToken] = useState<string | null>(null);
  const brought = TOKEN.test(hash) ? hash.slice(1) : null;
  // A second link that is opened in the same tab changes only what stands after the #.
  if (brought && brought !== token) setToken(brought);

  useEffect(() => {
    if (hash) void navigate(pathname, { replace: true });
  }, [hash, pathname, navigate]);

  return token ? <MailAct key={token} token={token} /> : <Ended />;
}
