// Package xlsxtest makes small spreadsheets for tests.
package xlsxtest
