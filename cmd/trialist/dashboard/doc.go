// Package dashboard starts the dashboard for the commands that open it.
package dashboard
