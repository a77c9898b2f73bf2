import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const WritePacketSummary = graphql(`
  mutation WritePacketSummary($input: WritePacketSummaryInput!) {
    writePacketSummary(input: $input) {
      ... on WritePacketSummarySuccess {
        packet {
          id
          summaryVersion
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const ReleasePackets = graphql(`
  mutation ReleasePackets($input: ReleasePacketsInput!) {
    releasePackets(input: $input) {
      ... on ReleasePacketsSuccess {
        packets {
          id
          state
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const AcknowledgePacket = graphql(`
  mutation AcknowledgePacket($input: AcknowledgePacketInput!) {
    acknowledgePacket(input: $input) {
      ... on AcknowledgePacketSuccess {
        packet {
          id
          state
          acknowledgedAt
          answer
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

/** Keeps the manager's summary on the server while it is written. */
export const useWritePacketSummary = () => useCommand(WritePacketSummary, { quiet: true });
/** Gives packets to those whom they are about; it is not taken back. */
export const useReleasePackets = () => useCommand(ReleasePackets);
/** "I have read it", with an answer or without. */
export const useAcknowledgePacket = () => useCommand(AcknowledgePacket);
