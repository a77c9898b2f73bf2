import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDots,
  IconEye,
  IconEyeOff,
  IconFlag,
  IconLink,
  IconLock,
  IconPencil,
} from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { toast } from '@/ui/toast';
import type { Act } from './ActDialog';

const ActDialog = lazy(() => import('./ActDialog'));

export const ActsFragment = graphql(`
  fragment Acts_kudos on Kudos {
    id
    points
    canEdit
    canWithdraw
    canHide
    canRestore
    canReport
    canMakePrivate
  }
`);

interface ActsProps {
  kudos: FragmentType<typeof ActsFragment>;
  alone: boolean;
  onWithdrawn?: (() => void) | undefined;
}

/** What the viewer may do with kudos, besides reacting and commenting. */
export function Acts({ kudos: masked, alone, onWithdrawn }: ActsProps) {
  const kudos = unmask(ActsFragment, masked);
  const { t } = useTranslation('recognition');
  const [doing, setDoing] = useState<Act | null>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(new URL(paths.kudos(kudos.id), location.href).href);
      toast(t('linkCopied'));
    } catch {
      toast(t('linkNotCopied'));
    }
  }

  const acts: readonly (readonly [Act, boolean, typeof IconDots])[] = [
    ['edit', kudos.canEdit, IconPencil],
    ['makePrivate', kudos.canMakePrivate, IconLock],
    ['withdraw', kudos.canWithdraw, IconArrowBackUp],
    ['report', kudos.canReport, IconFlag],
    ['hide', kudos.canHide, IconEyeOff],
    ['restore', kudos.canRestore, IconEye],
  ];
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t('acts')}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy()}>
            {t('copyLink')}
          </Menu.Item>
          {acts.map(([act, may, Sign]) =>
            may ? (
              <Menu.Item key={act} leftSection={<Sign size={16} />} onClick={() => setDoing(act)}>
                {t(act)}
              </Menu.Item>
            ) : null,
          )}
        </Menu.Dropdown>
      </Menu>
      {doing ? (
        <Suspense fallback={null}>
          <ActDialog
            act={doing}
            kudosId={kudos.id}
            points={kudos.points ?? 0}
            onClose={() => setDoing(null)}
            onWithdrawn={alone ? onWithdrawn : undefined}
          />
        </Suspense>
      ) : null}
    </>
  );
}
