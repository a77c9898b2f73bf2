import type { KudosVisibility } from '@/gql/graphql';
import type { UploadedFile } from '@/lib/useFileUpload';
import type { Picked } from '@/ui/Picker';
import type { Mentionable } from '../writing/WritingField';
import { stillMentioned } from '../writing/mentions';
import { receiversOf } from './WhomPicker';

/** What is typed into the form. */
export interface Thanks {
  to: Picked[];
  message: string;
  picked: Mentionable[];
  value: string;
  visibility: KudosVisibility;
  /** Whose team sees it; nothing: the first that is offered. */
  audience: string;
  picture: UploadedFile | null;
  alt: string;
  withPoints: boolean;
  points: number;
  later: boolean;
  /** On the writer's clock, 2026-11-21T14:30. */
  at: string;
  /** The same key gives once, however often it is sent; it goes with exactly what was sent with it. */
  key: string;
  keyOf: string;
}

export const EMPTY: Thanks = {
  to: [],
  message: '',
  picked: [],
  value: '',
  visibility: 'PUBLIC',
  audience: '',
  picture: null,
  alt: '',
  withPoints: false,
  points: 0,
  later: false,
  at: '',
  key: '',
  keyOf: '',
};

/** What both ways of thanking take, now and later. */
export function inputOf(thanks: Thanks, audiences: readonly { id: string }[], points: boolean, despiteWarning: boolean) {
  const audience = audiences.find((one) => one.id === thanks.audience) ?? audiences[0];
  return {
    ...receiversOf(thanks.to),
    message: thanks.message,
    companyValueId: thanks.value || null,
    visibility: thanks.visibility,
    audienceId: thanks.visibility === 'TEAM' ? (audience?.id ?? null) : null,
    mentionIds: stillMentioned(thanks.message, thanks.picked).map((one) => one.id),
    pictureId: thanks.picture?.id ?? null,
    pictureAlt: thanks.picture ? thanks.alt : '',
    points: points && thanks.withPoints ? thanks.points : 0,
    despiteWarning,
  };
}
