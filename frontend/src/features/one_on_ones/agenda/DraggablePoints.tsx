import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  type Modifier,
  PointerSensor,
  closestCenter,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useTranslation } from 'react-i18next';
import classes from '../one_on_ones.module.css';
import type { PointsProps } from './PlainPoints';

const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 });
const nothing = () => undefined;
/** The agenda itself says aloud what has moved, by whatever way. */
const silent: Announcements = {
  onDragStart: nothing,
  onDragOver: nothing,
  onDragEnd: nothing,
  onDragCancel: nothing,
};

/** The points as a list that is ordered by dragging their handles, with mouse or finger. */
export default function DraggablePoints({ ids, onMove, line }: PointsProps) {
  const { t } = useTranslation('one_on_ones');
  // A click on a handle is no drag.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) onMove(String(active.id), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[upAndDown]}
      accessibility={{
        announcements: silent,
        screenReaderInstructions: { draggable: t('points.keys') },
      }}
      onDragEnd={drop}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className={classes.list}>
          {ids.map((id) => (
            <Point key={id} id={id} line={line} />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

function Point({ id, line }: { id: string; line: PointsProps['line'] }) {
  const { listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id });
  return (
    <li
      ref={setNodeRef}
      data-point={id}
      data-dragging={isDragging || undefined}
      className={classes.point}
      style={transform ? { transform: `translate3d(0, ${transform.y}px, 0)`, transition } : undefined}
    >
      {line(id, { ...listeners, ref: setActivatorNodeRef })}
    </li>
  );
}
