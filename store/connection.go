package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
)

// checkedConnector opens connections to one file. A pool opens them when they are
// needed, and by then another file may be at the path.
type checkedConnector struct {
	driver.Connector
	check func() error // nil for none
}

// Connect opens a connection.
func (c checkedConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil || c.check == nil {
		return conn, err
	}
	if err := c.check(); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// discardConn closes the connection instead of giving it back to its pool, where
// others would expect it in its usual state.
func discardConn(c *sql.Conn) {
	_ = c.Raw(func(any) error { return driver.ErrBadConn })
}

// runTransaction runs f in one transaction on the connection. It commits when f
// returns nil and rolls back otherwise, also when f panics. A connection that fails
// to do either is closed.
func runTransaction(ctx context.Context, c *sql.Conn, o *sql.TxOptions, f func(tx *sql.Tx) error) error {
	tx, err := c.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		if e := tx.Rollback(); e != nil && !errors.Is(e, sql.ErrTxDone) {
			discardConn(c)
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		discardConn(c)
		return err
	}
	return nil
}

// withSettings runs f while the connection has other settings. One statement sets
// them and the other resets them. A connection on which either fails is closed, as
// it may be left half set.
func withSettings(ctx context.Context, c *sql.Conn, set, reset string, f func() error) error {
	if _, err := c.ExecContext(ctx, set); err != nil {
		discardConn(c)
		return err
	}
	defer func() {
		if _, err := c.ExecContext(context.WithoutCancel(ctx), reset); err != nil {
			discardConn(c)
		}
	}()
	return f()
}
