package main

import (
	"database/sql"
	"strconv"
	"strings"

	_ "github.com/mattn/go-sqlite3"
)

const tables = `
create table if not exists places (tenant text primary key, position integer, epoch text, handled integer);
create table if not exists seats (tenant text, user_id text, login text, may_log_in integer, primary key (tenant, user_id));`

const ofUser = " where tenant = :tenant and user_id = :userId"

var statements = map[string]string{
	"UserProvisioned":    "insert or replace into seats values (:tenant, :userId, :login, :active)",
	"UserProfileChanged": "update seats set login = :login" + ofUser,
	"UserDeactivated":    "update seats set login = :login, may_log_in = 0" + ofUser,
	"UserReactivated":    "update seats set login = :login, may_log_in = 1" + ofUser,
	"UserDeprovisioned":  "delete from seats" + ofUser,
	"UserErased":         "delete from seats" + ofUser,
	"TenantErased":       "delete from seats where tenant = :tenant",
	"TenantMoved":        "delete from seats where tenant = :tenant",
	"MovedTenantErased":  "delete from seats where tenant = :tenant",
}

// Seats are the users of every tenant, and how far each tenant is processed.
type Seats struct{ db *sql.DB }

func openSeats(file string) (*Seats, error) {
	db, err := sql.Open("sqlite3", "file:"+file+"?_busy_timeout=30000&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(tables)
	return &Seats{db}, err
}

func (seats *Seats) place(tenant string) (position int64, epoch string, err error) {
	err = seats.db.QueryRow("select position, epoch from places where tenant = ?", tenant).Scan(&position, &epoch)
	if err == sql.ErrNoRows {
		err = nil
	}
	return
}

// process is rule 8: rows and place in one transaction. False: another member of the group moved the place.
func (seats *Seats) process(event *Event) (moved bool, err error) {
	tx, err := seats.db.Begin()
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if _, err = tx.Exec("insert or ignore into places values (?, 0, '', 0)", event.Tenant); err != nil {
		return false, err
	}
	move := "update places set position = ?, epoch = ?, handled = handled + 1 where tenant = ? and position = ?"
	result, err := tx.Exec(move, event.Position, event.Epoch, event.Tenant, event.Position-1)
	if err != nil {
		return false, err
	}
	if rows, _ := result.RowsAffected(); rows == 0 {
		return false, nil
	}
	if statement, is := statements[event.Type]; is {
		attributes, _ := event.Data["attributes"].(map[string]any)
		_, err = tx.Exec(statement, sql.Named("tenant", event.Tenant), sql.Named("userId", event.Data["userId"]),
			sql.Named("login", event.Data["login"]), sql.Named("active", attributes["active"] != false))
		if err != nil {
			return false, err
		}
	}
	return true, tx.Commit()
}

func epochNumber(epoch string) int {
	before, _, _ := strings.Cut(epoch, ".")
	if number, err := strconv.Atoi(before); err == nil {
		return number
	}
	return 1
}
