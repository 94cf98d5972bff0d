"""Units in a tree, and the groups a milestone can address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Unit(Base):
    """A unit that owes duties; `member_count` comes from the registry."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    member_count: Mapped[int | None]
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    is_active: Mapped[bool] = mapped_column(default=True)


class UnitGroup(Base):
    """A group of units (`chi bộ cơ sở`); `member_word` is what its members are called."""

    __tablename__ = "unit_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    member_word: Mapped[str] = mapped_column(String(40), default="đảng viên")


class UnitGroupMember(Base):
    """A unit belongs to a group; it may belong to several."""

    __tablename__ = "unit_group_member"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id"), primary_key=True, index=True)


class UnitLineage(Base):
    """A unit became another, or part of it: `kind` is `merge` or `split`. History stays with the old one."""

    __tablename__ = "unit_lineage"
    __table_args__ = (UniqueConstraint("from_unit_id", "to_unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    to_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
