"""The first schema"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op



revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('school',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school')),
    sa.UniqueConstraint('public_id', name=op.f('uq_school_public_id'))
    )
    op.create_table('signing_key',
    sa.Column('kid', sa.Text(), nullable=False),
    sa.Column('public_jwk', sa.Text(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('active_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('retiring_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('gone_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('kid', name=op.f('pk_signing_key'))
    )
    op.create_table('used_state',
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_used_state'))
    )
    with op.batch_alter_table('used_state', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_used_state_expires_at'), ['expires_at'], unique=False)

    op.create_table('framework_version',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('names', sa.Text(), nullable=False),
    sa.Column('areas', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_framework_version_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_framework_version')),
    sa.UniqueConstraint('public_id', name=op.f('uq_framework_version_public_id')),
    sa.UniqueConstraint('school_id', 'code', 'version', name=op.f('uq_framework_version_school_id_code_version'))
    )
    with op.batch_alter_table('framework_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_framework_version_school_id'), ['school_id'], unique=False)

    op.create_table('platform',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('issuer', sa.Text(), nullable=False),
    sa.Column('client_id', sa.Text(), nullable=False),
    sa.Column('auth_login_url', sa.Text(), nullable=False),
    sa.Column('auth_token_url', sa.Text(), nullable=False),
    sa.Column('auth_audience', sa.Text(), nullable=False),
    sa.Column('jwks_url', sa.Text(), nullable=False),
    sa.Column('family', sa.Text(), nullable=False),
    sa.Column('staff_are_teachers', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_platform_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_platform')),
    sa.UniqueConstraint('issuer', 'client_id', name=op.f('uq_platform_issuer_client_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_platform_public_id'))
    )
    with op.batch_alter_table('platform', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_platform_school_id'), ['school_id'], unique=False)

    op.create_table('activity',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('competency', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('modality', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('texts', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_activity_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_activity_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity')),
    sa.UniqueConstraint('framework_id', 'code', name=op.f('uq_activity_framework_id_code'))
    )
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_school_id'), ['school_id'], unique=False)

    op.create_table('bank',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('languages', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_bank_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_bank_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank')),
    sa.UniqueConstraint('public_id', name=op.f('uq_bank_public_id'))
    )
    with op.batch_alter_table('bank', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bank_framework_id'), ['framework_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bank_school_id'), ['school_id'], unique=False)

    op.create_table('class',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('platform_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('roster_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('roster_problem', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_class_platform_id_platform')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_class_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class')),
    sa.UniqueConstraint('public_id', name=op.f('uq_class_public_id'))
    )
    with op.batch_alter_table('class', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_class_platform_id'), ['platform_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_class_school_id'), ['school_id'], unique=False)

    op.create_table('competency',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('area', sa.Text(), nullable=False),
    sa.Column('names', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('cuts', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_competency_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_competency_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_competency')),
    sa.UniqueConstraint('framework_id', 'code', name=op.f('uq_competency_framework_id_code')),
    sa.UniqueConstraint('framework_id', 'position', name=op.f('uq_competency_framework_id_position'))
    )
    with op.batch_alter_table('competency', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_competency_school_id'), ['school_id'], unique=False)

    op.create_table('deployment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('platform_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deployment_id', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('frame_origins', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_deployment_platform_id_platform')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_deployment_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deployment')),
    sa.UniqueConstraint('platform_id', 'deployment_id', name=op.f('uq_deployment_platform_id_deployment_id'))
    )
    with op.batch_alter_table('deployment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deployment_school_id'), ['school_id'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('platform_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('given_name', sa.Text(), nullable=False),
    sa.Column('family_name', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('locale', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_person_platform_id_platform')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_person_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('platform_id', 'school_id', 'subject', name=op.f('uq_person_platform_id_school_id_subject')),
    sa.UniqueConstraint('public_id', name=op.f('uq_person_public_id'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_platform_id'), ['platform_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_school_id'), ['school_id'], unique=False)

    op.create_table('prerequisite',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_prerequisite_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_prerequisite_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prerequisite')),
    sa.UniqueConstraint('framework_id', 'before', 'after', name=op.f('uq_prerequisite_framework_id_before_after'))
    )
    with op.batch_alter_table('prerequisite', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_prerequisite_school_id'), ['school_id'], unique=False)

    op.create_table('audit_event',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('event', sa.Text(), nullable=False),
    sa.Column('values', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_audit_event_actor_id_person')),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_audit_event_class_id_class')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_audit_event_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_audit_event_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_event_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_school_id'), ['school_id'], unique=False)

    op.create_table('belief',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.LargeBinary(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_belief_class_id_class')),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_belief_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_belief_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_belief_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_belief')),
    sa.UniqueConstraint('person_id', 'framework_id', 'class_id', name=op.f('uq_belief_person_id_framework_id_class_id'))
    )
    with op.batch_alter_table('belief', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_belief_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_belief_school_id'), ['school_id'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('given', sa.Boolean(), nullable=False),
    sa.Column('notice_version', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_consent_class_id_class')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_consent_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_consent_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index('ix_consent_person_class', ['person_id', 'class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_school_id'), ['school_id'], unique=False)

    op.create_table('contest',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('competency', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_contest_class_id_class')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contest_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_contest_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contest')),
    sa.UniqueConstraint('public_id', name=op.f('uq_contest_public_id'))
    )
    with op.batch_alter_table('contest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contest_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contest_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contest_school_id'), ['school_id'], unique=False)

    op.create_table('diagnostic',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bank_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('policy', sa.Text(), nullable=False),
    sa.Column('formula', sa.Text(), nullable=False),
    sa.Column('maximum', sa.Double(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name=op.f('fk_diagnostic_bank_id_bank')),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_diagnostic_class_id_class')),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_diagnostic_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_diagnostic_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_diagnostic')),
    sa.UniqueConstraint('public_id', name=op.f('uq_diagnostic_public_id'))
    )
    with op.batch_alter_table('diagnostic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_diagnostic_bank_id'), ['bank_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_diagnostic_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_diagnostic_framework_id'), ['framework_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_diagnostic_school_id'), ['school_id'], unique=False)

    op.create_table('enrolment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('role_from_launch', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_enrolment_class_id_class')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_enrolment_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_enrolment_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment')),
    sa.UniqueConstraint('class_id', 'person_id', name=op.f('uq_enrolment_class_id_person_id'))
    )
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enrolment_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_enrolment_school_id'), ['school_id'], unique=False)

    op.create_table('item',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bank_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('competencies', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('choices', sa.Text(), nullable=False),
    sa.Column('misconceptions', sa.Text(), nullable=False),
    sa.Column('texts', sa.Text(), nullable=False),
    sa.Column('difficulty', sa.Double(), nullable=True),
    sa.Column('difficulty_sd', sa.Double(), nullable=False),
    sa.Column('discrimination', sa.Double(), nullable=False),
    sa.Column('guessing', sa.Double(), nullable=False),
    sa.Column('slip', sa.Double(), nullable=False),
    sa.Column('withheld', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('licence', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name=op.f('fk_item_bank_id_bank')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_item_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item')),
    sa.UniqueConstraint('bank_id', 'code', name=op.f('uq_item_bank_id_code')),
    sa.UniqueConstraint('bank_id', 'position', name=op.f('uq_item_bank_id_position')),
    sa.UniqueConstraint('public_id', name=op.f('uq_item_public_id'))
    )
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_item_school_id'), ['school_id'], unique=False)

    op.create_table('itinerary',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('profiled', sa.Boolean(), nullable=False),
    sa.Column('policy_version', sa.Text(), nullable=False),
    sa.Column('gap', sa.Double(), nullable=True),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_itinerary_class_id_class')),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_itinerary_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_itinerary_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_itinerary_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_itinerary')),
    sa.UniqueConstraint('class_id', 'person_id', name=op.f('uq_itinerary_class_id_person_id'))
    )
    with op.batch_alter_table('itinerary', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_itinerary_framework_id'), ['framework_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_itinerary_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_itinerary_school_id'), ['school_id'], unique=False)

    op.create_table('lms_context',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deployment_pk', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('context_id', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('memberships_url', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_lms_context_class_id_class')),
    sa.ForeignKeyConstraint(['deployment_pk'], ['deployment.id'], name=op.f('fk_lms_context_deployment_pk_deployment')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_lms_context_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lms_context')),
    sa.UniqueConstraint('deployment_pk', 'context_id', name=op.f('uq_lms_context_deployment_pk_context_id'))
    )
    with op.batch_alter_table('lms_context', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lms_context_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lms_context_school_id'), ['school_id'], unique=False)

    op.create_table('matching_run',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('policy', sa.Text(), nullable=False),
    sa.Column('input_digest', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('ran_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_matching_run_asked_by_person')),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_matching_run_class_id_class')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_matching_run_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matching_run')),
    sa.UniqueConstraint('public_id', name=op.f('uq_matching_run_public_id'))
    )
    with op.batch_alter_table('matching_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matching_run_asked_by'), ['asked_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_matching_run_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matching_run_school_id'), ['school_id'], unique=False)

    op.create_table('tutoring_offer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tutor', sa.Boolean(), nullable=False),
    sa.Column('tutee', sa.Boolean(), nullable=False),
    sa.Column('slots', sa.Text(), nullable=False),
    sa.Column('languages', sa.Text(), nullable=False),
    sa.Column('vetoes', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_tutoring_offer_class_id_class')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_tutoring_offer_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_tutoring_offer_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tutoring_offer')),
    sa.UniqueConstraint('class_id', 'person_id', name=op.f('uq_tutoring_offer_class_id_person_id'))
    )
    with op.batch_alter_table('tutoring_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tutoring_offer_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tutoring_offer_school_id'), ['school_id'], unique=False)

    op.create_table('attempt',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('diagnostic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('profiled', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('scores', sa.Text(), nullable=False),
    sa.Column('current', sa.Integer(), nullable=True),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('draft', sa.Text(), nullable=False),
    sa.Column('draft_problem', sa.Text(), nullable=True),
    sa.Column('stop', sa.Text(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_attempt_class_id_class')),
    sa.ForeignKeyConstraint(['diagnostic_id'], ['diagnostic.id'], name=op.f('fk_attempt_diagnostic_id_diagnostic')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attempt_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_attempt_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('public_id', name=op.f('uq_attempt_public_id'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempt_class_id'), ['class_id'], unique=False)
        batch_op.create_index('ix_attempt_diagnostic_person', ['diagnostic_id', 'person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempt_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempt_school_id'), ['school_id'], unique=False)
        batch_op.create_index('uq_attempt_open', ['diagnostic_id', 'person_id'], unique=True, sqlite_where=sa.text("status != 'finished'"), postgresql_where=sa.text("status != 'finished'"))

    op.create_table('itinerary_step',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('itinerary_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('competency', sa.Text(), nullable=False),
    sa.Column('alternatives', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('felt', sa.Text(), nullable=False),
    sa.Column('reflection', sa.Text(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_itinerary_step_class_id_class')),
    sa.ForeignKeyConstraint(['itinerary_id'], ['itinerary.id'], name=op.f('fk_itinerary_step_itinerary_id_itinerary')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_itinerary_step_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_itinerary_step_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_itinerary_step')),
    sa.UniqueConstraint('public_id', name=op.f('uq_itinerary_step_public_id'))
    )
    with op.batch_alter_table('itinerary_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_itinerary_step_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_itinerary_step_itinerary_id'), ['itinerary_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_itinerary_step_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_itinerary_step_school_id'), ['school_id'], unique=False)

    op.create_table('matched_pair',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('run_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tutor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('competency', sa.Text(), nullable=False),
    sa.Column('slot', sa.Text(), nullable=False),
    sa.Column('benefit', sa.Double(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_matched_pair_class_id_class')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_matched_pair_person_id_person')),
    sa.ForeignKeyConstraint(['run_id'], ['matching_run.id'], name=op.f('fk_matched_pair_run_id_matching_run')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_matched_pair_school_id_school')),
    sa.ForeignKeyConstraint(['tutor_id'], ['person.id'], name=op.f('fk_matched_pair_tutor_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matched_pair')),
    sa.UniqueConstraint('public_id', name=op.f('uq_matched_pair_public_id'))
    )
    with op.batch_alter_table('matched_pair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matched_pair_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matched_pair_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matched_pair_run_id'), ['run_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matched_pair_school_id'), ['school_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matched_pair_tutor_id'), ['tutor_id'], unique=False)

    op.create_table('resource_link',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('context_pk', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('link_id', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('lineitems_url', sa.Text(), nullable=False),
    sa.Column('lineitem_url', sa.Text(), nullable=False),
    sa.Column('grade_scopes', sa.Text(), nullable=False),
    sa.Column('diagnostic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_resource_link_class_id_class')),
    sa.ForeignKeyConstraint(['context_pk'], ['lms_context.id'], name=op.f('fk_resource_link_context_pk_lms_context')),
    sa.ForeignKeyConstraint(['diagnostic_id'], ['diagnostic.id'], name=op.f('fk_resource_link_diagnostic_id_diagnostic')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_resource_link_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_link')),
    sa.UniqueConstraint('context_pk', 'link_id', name=op.f('uq_resource_link_context_pk_link_id'))
    )
    with op.batch_alter_table('resource_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_link_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_link_diagnostic_id'), ['diagnostic_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_link_school_id'), ['school_id'], unique=False)

    op.create_table('choice',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attempt_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('candidates', sa.Text(), nullable=False),
    sa.Column('probabilities', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('policy_version', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_choice_attempt_id_attempt')),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_choice_class_id_class')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_choice_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_choice_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_choice'))
    )
    with op.batch_alter_table('choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_choice_attempt_id'), ['attempt_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_choice_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_choice_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_choice_school_id'), ['school_id'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('framework_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attempt_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('verdict', sa.Text(), nullable=False),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('parameters', sa.Text(), nullable=False),
    sa.Column('contribution', sa.LargeBinary(), nullable=True),
    sa.Column('engine_version', sa.Text(), nullable=False),
    sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_evidence_activity_id_activity')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_evidence_attempt_id_attempt')),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_evidence_class_id_class')),
    sa.ForeignKeyConstraint(['framework_id'], ['framework_version.id'], name=op.f('fk_evidence_framework_id_framework_version')),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_evidence_item_id_item')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_evidence_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_evidence_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('attempt_id', 'item_id', name=op.f('uq_evidence_attempt_id_item_id'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_activity_id'), ['activity_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_item_id'), ['item_id'], unique=False)
        batch_op.create_index('ix_evidence_person_framework', ['person_id', 'framework_id', 'class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_school_id'), ['school_id'], unique=False)

    op.create_table('launch_session',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('public_id', sa.Text(), nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('platform_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deployment_pk', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resource_link_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('locale', sa.Text(), nullable=False),
    sa.Column('token_digest', sa.LargeBinary(), nullable=False),
    sa.Column('cookie_digest', sa.LargeBinary(), nullable=False),
    sa.Column('return_url', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_launch_session_class_id_class')),
    sa.ForeignKeyConstraint(['deployment_pk'], ['deployment.id'], name=op.f('fk_launch_session_deployment_pk_deployment')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_launch_session_person_id_person')),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_launch_session_platform_id_platform')),
    sa.ForeignKeyConstraint(['resource_link_id'], ['resource_link.id'], name=op.f('fk_launch_session_resource_link_id_resource_link')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_launch_session_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_launch_session')),
    sa.UniqueConstraint('public_id', name=op.f('uq_launch_session_public_id'))
    )
    with op.batch_alter_table('launch_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_launch_session_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_launch_session_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_launch_session_school_id'), ['school_id'], unique=False)

    op.create_table('line_item',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resource_link_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('diagnostic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('maximum', sa.Double(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_line_item_class_id_class')),
    sa.ForeignKeyConstraint(['diagnostic_id'], ['diagnostic.id'], name=op.f('fk_line_item_diagnostic_id_diagnostic')),
    sa.ForeignKeyConstraint(['resource_link_id'], ['resource_link.id'], name=op.f('fk_line_item_resource_link_id_resource_link')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_line_item_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_line_item')),
    sa.UniqueConstraint('resource_link_id', 'diagnostic_id', name=op.f('uq_line_item_resource_link_id_diagnostic_id'))
    )
    with op.batch_alter_table('line_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_line_item_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_line_item_diagnostic_id'), ['diagnostic_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_line_item_school_id'), ['school_id'], unique=False)

    op.create_table('grade_job',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line_item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('status_code', sa.Integer(), nullable=True),
    sa.Column('sent_score', sa.Double(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_grade_job_class_id_class')),
    sa.ForeignKeyConstraint(['line_item_id'], ['line_item.id'], name=op.f('fk_grade_job_line_item_id_line_item')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_grade_job_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_grade_job_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grade_job')),
    sa.UniqueConstraint('line_item_id', 'person_id', name=op.f('uq_grade_job_line_item_id_person_id'))
    )
    with op.batch_alter_table('grade_job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grade_job_class_id'), ['class_id'], unique=False)
        batch_op.create_index('ix_grade_job_due', ['state', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_grade_job_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_grade_job_school_id'), ['school_id'], unique=False)

    op.create_table('grade_audit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('school_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('class_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('job_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('status_code', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class.id'], name=op.f('fk_grade_audit_class_id_class')),
    sa.ForeignKeyConstraint(['job_id'], ['grade_job.id'], name=op.f('fk_grade_audit_job_id_grade_job')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_grade_audit_person_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], name=op.f('fk_grade_audit_school_id_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grade_audit'))
    )
    with op.batch_alter_table('grade_audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grade_audit_class_id'), ['class_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_grade_audit_job_id'), ['job_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_grade_audit_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_grade_audit_school_id'), ['school_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('grade_audit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grade_audit_school_id'))
        batch_op.drop_index(batch_op.f('ix_grade_audit_person_id'))
        batch_op.drop_index(batch_op.f('ix_grade_audit_job_id'))
        batch_op.drop_index(batch_op.f('ix_grade_audit_class_id'))

    op.drop_table('grade_audit')
    with op.batch_alter_table('grade_job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grade_job_school_id'))
        batch_op.drop_index(batch_op.f('ix_grade_job_person_id'))
        batch_op.drop_index('ix_grade_job_due')
        batch_op.drop_index(batch_op.f('ix_grade_job_class_id'))

    op.drop_table('grade_job')
    with op.batch_alter_table('line_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_line_item_school_id'))
        batch_op.drop_index(batch_op.f('ix_line_item_diagnostic_id'))
        batch_op.drop_index(batch_op.f('ix_line_item_class_id'))

    op.drop_table('line_item')
    with op.batch_alter_table('launch_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_launch_session_school_id'))
        batch_op.drop_index(batch_op.f('ix_launch_session_person_id'))
        batch_op.drop_index(batch_op.f('ix_launch_session_expires_at'))

    op.drop_table('launch_session')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_school_id'))
        batch_op.drop_index('ix_evidence_person_framework')
        batch_op.drop_index(batch_op.f('ix_evidence_item_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_class_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_activity_id'))

    op.drop_table('evidence')
    with op.batch_alter_table('choice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_choice_school_id'))
        batch_op.drop_index(batch_op.f('ix_choice_person_id'))
        batch_op.drop_index(batch_op.f('ix_choice_class_id'))
        batch_op.drop_index(batch_op.f('ix_choice_attempt_id'))

    op.drop_table('choice')
    with op.batch_alter_table('resource_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_link_school_id'))
        batch_op.drop_index(batch_op.f('ix_resource_link_diagnostic_id'))
        batch_op.drop_index(batch_op.f('ix_resource_link_class_id'))

    op.drop_table('resource_link')
    with op.batch_alter_table('matched_pair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_matched_pair_tutor_id'))
        batch_op.drop_index(batch_op.f('ix_matched_pair_school_id'))
        batch_op.drop_index(batch_op.f('ix_matched_pair_run_id'))
        batch_op.drop_index(batch_op.f('ix_matched_pair_person_id'))
        batch_op.drop_index(batch_op.f('ix_matched_pair_class_id'))

    op.drop_table('matched_pair')
    with op.batch_alter_table('itinerary_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_itinerary_step_school_id'))
        batch_op.drop_index(batch_op.f('ix_itinerary_step_person_id'))
        batch_op.drop_index(batch_op.f('ix_itinerary_step_itinerary_id'))
        batch_op.drop_index(batch_op.f('ix_itinerary_step_class_id'))

    op.drop_table('itinerary_step')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('uq_attempt_open', sqlite_where=sa.text("status != 'finished'"), postgresql_where=sa.text("status != 'finished'"))
        batch_op.drop_index(batch_op.f('ix_attempt_school_id'))
        batch_op.drop_index(batch_op.f('ix_attempt_person_id'))
        batch_op.drop_index('ix_attempt_diagnostic_person')
        batch_op.drop_index(batch_op.f('ix_attempt_class_id'))

    op.drop_table('attempt')
    with op.batch_alter_table('tutoring_offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tutoring_offer_school_id'))
        batch_op.drop_index(batch_op.f('ix_tutoring_offer_person_id'))

    op.drop_table('tutoring_offer')
    with op.batch_alter_table('matching_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_matching_run_school_id'))
        batch_op.drop_index(batch_op.f('ix_matching_run_class_id'))
        batch_op.drop_index(batch_op.f('ix_matching_run_asked_by'))

    op.drop_table('matching_run')
    with op.batch_alter_table('lms_context', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lms_context_school_id'))
        batch_op.drop_index(batch_op.f('ix_lms_context_class_id'))

    op.drop_table('lms_context')
    with op.batch_alter_table('itinerary', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_itinerary_school_id'))
        batch_op.drop_index(batch_op.f('ix_itinerary_person_id'))
        batch_op.drop_index(batch_op.f('ix_itinerary_framework_id'))

    op.drop_table('itinerary')
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_item_school_id'))

    op.drop_table('item')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enrolment_school_id'))
        batch_op.drop_index(batch_op.f('ix_enrolment_person_id'))

    op.drop_table('enrolment')
    with op.batch_alter_table('diagnostic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_diagnostic_school_id'))
        batch_op.drop_index(batch_op.f('ix_diagnostic_framework_id'))
        batch_op.drop_index(batch_op.f('ix_diagnostic_class_id'))
        batch_op.drop_index(batch_op.f('ix_diagnostic_bank_id'))

    op.drop_table('diagnostic')
    with op.batch_alter_table('contest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contest_school_id'))
        batch_op.drop_index(batch_op.f('ix_contest_person_id'))
        batch_op.drop_index(batch_op.f('ix_contest_class_id'))

    op.drop_table('contest')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_school_id'))
        batch_op.drop_index('ix_consent_person_class')

    op.drop_table('consent')
    with op.batch_alter_table('belief', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_belief_school_id'))
        batch_op.drop_index(batch_op.f('ix_belief_class_id'))

    op.drop_table('belief')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_event_school_id'))
        batch_op.drop_index(batch_op.f('ix_audit_event_person_id'))
        batch_op.drop_index(batch_op.f('ix_audit_event_class_id'))
        batch_op.drop_index(batch_op.f('ix_audit_event_actor_id'))

    op.drop_table('audit_event')
    with op.batch_alter_table('prerequisite', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_prerequisite_school_id'))

    op.drop_table('prerequisite')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_school_id'))
        batch_op.drop_index(batch_op.f('ix_person_platform_id'))

    op.drop_table('person')
    with op.batch_alter_table('deployment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deployment_school_id'))

    op.drop_table('deployment')
    with op.batch_alter_table('competency', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_competency_school_id'))

    op.drop_table('competency')
    with op.batch_alter_table('class', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_class_school_id'))
        batch_op.drop_index(batch_op.f('ix_class_platform_id'))

    op.drop_table('class')
    with op.batch_alter_table('bank', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bank_school_id'))
        batch_op.drop_index(batch_op.f('ix_bank_framework_id'))

    op.drop_table('bank')
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_school_id'))

    op.drop_table('activity')
    with op.batch_alter_table('platform', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_platform_school_id'))

    op.drop_table('platform')
    with op.batch_alter_table('framework_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_framework_version_school_id'))

    op.drop_table('framework_version')
    with op.batch_alter_table('used_state', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_used_state_expires_at'))

    op.drop_table('used_state')
    op.drop_table('signing_key')
    op.drop_table('school')
