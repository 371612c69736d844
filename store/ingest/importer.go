package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"

	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/ingest/eventsort"
	"trialist/store/ingest/inspect"
	"trialist/store/ingest/repeats"
	"trialist/store/tables"
)

// Options describe an import, and whom to tell of its progress.
type Options struct {
	Path, Format, Kind string              // of the file, for the audit and the list of imports
	Size               int64               // bytes of the file, as [record.Batch.BytesRead] counts them; 0 where that is not known
	At                 value.Instant       // when it is done, for the list of imports; 0 where that is not known
	By                 string              // who does it, for the list of imports; "" where that is not known
	Lifecycle          rulebook.Lifecycle  // that has to understand the words of statuses; the zero one has none to understand
	AsOf               value.Instant       // later dates count as the future in the audit; 0 counts none
	Keep               repeats.Keep        // which of several rows of an account that disagree
	DryRun             bool                // do everything, then roll back
	EventID            string              // header of the column with the ids of events; "" without one
	EventIDSaid        bool                // the user said that it is that column
	Zone               *value.Zone         // whose days are meant while the workspace has no time zone; the import sets it then
	ByDomain           bool                // people of no account belong to that of their mail domain
	Progress           func(Progress)      // may be nil; called often, on the calling goroutine
	Reject             func(record.Reject) // may be nil; called for every rejected row, in the order of the file

	MemoryWords int // words of event rows to hold in memory, see [eventsort.NewPartitions]; 0 for the default
}

// Progress is how far an import has come.
type Progress struct {
	Read    int64 // bytes of the file
	Rows    int
	Merged  int // accounts whose events are stored
	ToMerge int // accounts in all; 0 while the file is being read
}

// kindOfCustomers is the kind of a file of which each row is about an account. The
// rows of other files say what happened one after the other.
const kindOfCustomers = "customers"

// errRollBack rolls back the transaction of an import that is to change nothing, or has
// nothing to change: that spares the disk.
var errRollBack = errors.New("nothing to keep")

// Run imports all rows of a source in one transaction, or none when it fails or
// the context ends. The source is read on a goroutine of its own, which has ended
// when Run returns.
//
// Names and attributes of known accounts are updated. Events that are not there yet
// are added: an event is identified by account, contact, name and millisecond, and
// has the larger of the counts in the file and the workspace. Repeating an import
// changes nothing, and the revision grows only when something changed.
func Run(ctx context.Context, s *store.Store, src record.Source, o Options) (Audit, error) {
	batches := startBatchReader(src)
	defer batches.stop() // after the transaction, so that a slow source does not hold the lock
	var audit Audit
	err := s.Write(ctx, "import", func(uncancellable context.Context, tx *sql.Tx) error {
		im := &importer{tx: tx, queue: newStatementQueue(), reader: s.Reader(), options: o, audit: Audit{Path: o.Path, Format: o.Format, Kind: o.Kind}}
		im.sums = checksum.NewWriter(tx)
		im.inspection.Lifecycle = o.Lifecycle
		im.people.importer = im
		im.eventIDs = inspect.NewEventIDs(o.EventIDSaid)
		im.partitions = eventsort.NewPartitions(filepath.Dir(s.Path()), o.MemoryWords)
		defer im.partitions.Close()
		defer im.queue.stop() //nolint:errcheck // consume returns it, unless another error came first
		if err := im.load(uncancellable); err != nil {
			return err
		}
		if err := im.consume(ctx, batches); err != nil {
			return err
		}
		if err := im.mergeEvents(ctx); err != nil {
			return err
		}
		im.eventIDs.AddMerged(im.sameIDs)
		if err := im.eventIDs.Check(o.Path, o.EventID); err != nil {
			return err
		}
		if err := im.finish(uncancellable); err != nil {
			return err
		}
		audit = im.audit
		if o.DryRun || !im.changed {
			return errRollBack
		}
		return nil
	})
	if errors.Is(err, errRollBack) {
		return audit, nil
	}
	if err != nil {
		return Audit{}, err
	}
	s.Checkpoint(ctx, "import")
	return audit, nil
}

// importer is one import under way.
type importer struct {
	tx               *sql.Tx
	queue            *statementQueue // uses tx while the file is read
	reader           *sql.DB         // sees the state before the import
	options          Options
	audit            Audit
	lastEvent        value.Instant
	accounts         *accountStage
	touched          uint32        // see idmap.Map.Touch
	contacts         *contactStage // nil until the source names a contact
	attributes       [2]*attributeNameIndex
	inspection       inspect.Attributes
	ofPeople         inspect.Attributes // of the attributes of contacts
	accountsMade     bool               // of the companies of people
	zone             *value.Zone        // of the workspace
	contradictions   *inspect.Contradictions
	people           people
	forgotten        forgotten
	hasCounts        bool // some row says of several events how many they are
	eventIDs         inspect.EventIDs
	sameIDs          eventsort.SameIDs
	likeness         inspect.Likeness
	compared         atomic.Int64       // accounts, see likeness
	repeats          *repeats.Collector // nil where rows are told by something else than their account
	eventNames       *eventNameIndex
	partitions       *eventsort.Partitions
	orphans          []uint32      // rows by account that was not known when they came
	maxLoggedAccount uint32        // accounts above it have no log
	before           codec.Sizes   // when the import began
	withEvents       codec.SlotSet // slots with new events
	changed          bool          // something is new or changed
	inverse          *inverse
	sums             *checksum.Writer // used by the queue until it is stopped
}

// load reads the names, and how many accounts there are.
func (im *importer) load(ctx context.Context) error {
	var err error
	if im.lastEvent, err = store.LastEvent(ctx, im.tx); err != nil {
		return err
	}
	zone, err := store.TimeZoneName(ctx, im.tx)
	if err != nil {
		return err
	}
	im.zone = im.options.Zone
	if zone != "" {
		if im.zone, err = value.LoadZone(zone); err != nil {
			return err
		}
	}
	im.contradictions = inspect.NewContradictions(im.zone, im.options.AsOf)
	if o := &im.options; o.Kind == kindOfCustomers {
		im.repeats = repeats.NewCollector(repeats.Options{Path: o.Path, Keep: o.Keep, AsOf: o.AsOf, TrialDays: o.Lifecycle.TrialDays, Zone: im.zone}, im.originalAttributes)
	}
	if err := im.tx.QueryRowContext(ctx, `SELECT coalesce(max(revision), 0) FROM imports`).Scan(&im.audit.Revision); err != nil {
		return err
	}
	if im.maxLoggedAccount, err = tables.MaxLoggedAccount(ctx, im.tx); err != nil {
		return err
	}
	if im.inverse, err = beginInverse(ctx, im); err != nil {
		return err
	}
	if im.accounts, err = loadAccountStage(ctx, im); err != nil {
		return err
	}
	if im.forgotten, err = loadForgotten(ctx, im); err != nil {
		return err
	}
	if im.eventNames, err = loadEventNameIndex(ctx, im.tx); err != nil {
		return err
	}
	for scope := range im.attributes {
		if im.attributes[scope], err = loadAttributeNameIndex(ctx, im.tx, eval.Scope(scope)); err != nil {
			return err
		}
	}
	im.before = im.sizes()
	return nil
}

// consume stages all batches. Accounts, contacts and attributes are written as they
// come; events are collected in partitions.
func (im *importer) consume(ctx context.Context, p *batchReader) error {
	var read int64
	for {
		b, err := p.next(ctx)
		if err != nil {
			return err
		}
		if b == nil {
			if err := im.settleRepeats(context.WithoutCancel(ctx)); err != nil {
				return fmt.Errorf("customers: %w", err)
			}
			return im.queue.stop()
		}
		if read == 0 && b.BytesRead > 0 {
			im.expect(b)
		}
		if err := im.stageBatch(ctx, b); err != nil {
			return err
		}
		read = max(read, b.BytesRead)
		p.recycle(b)
		if im.options.Progress != nil {
			im.options.Progress(Progress{Read: read, Rows: im.audit.Rows})
		}
	}
}

// expect prepares for about as many rows as the file has if it goes on as in its first
// batch.
func (im *importer) expect(first *record.Batch) {
	batches := im.options.Size / first.BytesRead
	im.accounts.ids.Reserve(len(first.Customers) * int(batches)) // nearly always one a row
	im.accounts.ids.expect(first.Len() * int(batches))
}

// stageBatch resolves and stages the rows of a batch.
func (im *importer) stageBatch(ctx context.Context, b *record.Batch) error {
	im.audit.Rows += b.Len()
	for i := range b.Customers {
		if b.Customers[i].Derived {
			im.accountsMade = true
			im.audit.Rows--
		}
	}
	for _, r := range b.Rejects {
		im.reject(r)
	}
	if err := im.people.assign(ctx, b); err != nil {
		return fmt.Errorf("events of people: %w", err)
	}
	if err := im.resolveIDs(ctx, b); err != nil {
		return err
	}
	im.skipForgotten(b)
	uncancellable := context.WithoutCancel(ctx) // see store.Write
	if err := im.stageCustomers(uncancellable, b.Customers); err != nil {
		return fmt.Errorf("customers: %w", err)
	}
	if err := im.stageContacts(uncancellable, b.Contacts); err != nil {
		return fmt.Errorf("contacts: %w", err)
	}
	if err := im.stageEvents(b.Events()); err != nil {
		return fmt.Errorf("events: %w", err)
	}
	if err := im.accounts.flush(uncancellable); err != nil {
		return fmt.Errorf("customers: %w", err)
	}
	if im.contacts != nil {
		if err := im.contacts.flush(uncancellable); err != nil {
			return fmt.Errorf("contacts: %w", err)
		}
	}
	return nil
}

// finish stores the names and, when anything changed, the next revision.
func (im *importer) finish(ctx context.Context) error {
	if err := im.accounts.index.rebuild(ctx, im.tx); err != nil {
		return err
	}
	if err := im.finishContacts(ctx); err != nil {
		return err
	}
	if err := im.eventNames.flush(ctx, im.tx); err != nil {
		return err
	}
	for _, index := range im.attributes {
		if err := index.flush(ctx, im.tx); err != nil {
			return err
		}
	}
	im.finishAudit()
	if im.changed = im.audit.New+im.audit.Changed > 0 || im.accounts.derived; !im.changed {
		return nil
	}
	return im.storeRevision(ctx)
}

// storeRevision stores what undoes the import, its checksums, and the import itself as the
// next revision.
func (im *importer) storeRevision(ctx context.Context) error {
	if err := im.inverse.finish(ctx, im.sums); err != nil {
		return err
	}
	if err := im.sums.Flush(ctx); err != nil {
		return err
	}
	if err := checksum.SealKinds(ctx, im.tx, checksum.EventNames, checksum.AttributeNames); err != nil {
		return err
	}
	a := &im.audit
	a.NotUndoable = im.inverse.given
	a.Revision++
	last := sql.NullInt64{Int64: int64(im.lastEvent), Valid: im.lastEvent != value.Never}
	_, err := im.tx.ExecContext(ctx, `INSERT INTO imports
		(revision, path, format, kind, new, changed, duplicate, rejected, last_event, touched, imported_at, imported_by, stamp)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, ''), random())`,
		a.Revision, a.Path, a.Format, a.Kind, a.New, a.Changed, a.Duplicate, a.Rejected, last, im.delta().Encode(nil), int64(im.options.At), im.options.By)
	if err != nil {
		return err
	}
	if err := store.SealImport(ctx, im.tx, a.Revision); err != nil {
		return err
	}
	return im.pruneDeltas(ctx)
}

// finishContacts makes the index of contacts anew and counts those in two companies.
func (im *importer) finishContacts(ctx context.Context) error {
	if im.contacts == nil {
		return nil
	}
	if err := im.contacts.index.rebuild(ctx, im.tx); err != nil {
		return err
	}
	if err := im.contacts.sumMemberships(ctx, im.tx); err != nil {
		return err
	}
	n, err := im.contacts.countInTwoCompanies(ctx, im.tx)
	im.audit.TwoCompanies = n
	return err
}
