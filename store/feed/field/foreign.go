package field

import (
	"slices"
	"strings"
)

// Headers in other languages, of programs that are set to them. Those that mean something
// else as well are left out, such as Estado, which is a state: they are to be mapped.
var (
	foreignCustomerIDs = []string{
		"kundennummer", "kunden_nr", "kundennr", "kunden_id", "kundenkennung", // German
		"identifiant_client", "id_client", "n°_client", "no_client", "nº_client", "num_client", "numéro_client", "numero_client", "numéro_de_client", "code_client", // French
		"id_cliente", "id_del_cliente", "cliente_id", "número_de_cliente", "numero_de_cliente", "nº_cliente", "nº_de_cliente", "n°_cliente", "código_de_cliente", "codigo_de_cliente", "código_cliente", "codigo_cliente", // Spanish
		"codice_cliente", "numero_cliente", "id_do_cliente", "código_do_cliente", "codigo_do_cliente", "número_do_cliente", // Italian, Portuguese
		"klantnummer", "klant_nr", "klant_id", "klantcode", // Dutch
		"kundnummer", "kund_id", "kundenummer", "kunde_id", "asiakasnumero", "numer_klienta", "id_klienta", // Swedish, Danish and Norwegian, Finnish, Polish
	}
	foreignCustomers = []string{"kunde", "klant", "cliente"} // an id or a name
	foreignNames     = []string{
		"kundenname", "firmenname", "firma", "unternehmen", "unternehmensname", "nom_du_client", "nom_client", "nom_de_l'entreprise", "nom_de_l’entreprise", "raison_sociale", "entreprise", "société",
		"nombre_del_cliente", "nombre_de_la_empresa", "razón_social", "empresa", "nome_cliente", "nome_do_cliente", "nome_da_empresa", "ragione_sociale", "azienda", "klantnaam", "bedrijfsnaam", "bedrijf",
		"kunde", "klant", "cliente",
	}
	foreignTrialStarts = []string{
		"testbeginn", "teststart", "beginn_der_testphase", "start_der_testphase", "testphase_beginn", "testphase_start", "début_de_l'essai", "début_de_l’essai", "début_essai", "date_de_début_de_l'essai", "date_de_début_de_l’essai", "date_début_essai",
		"inicio_de_prueba", "inicio_de_la_prueba", "fecha_de_inicio_de_prueba", "inizio_prova", "data_inizio_prova", "início_do_teste", "begin_proefperiode", "start_proefperiode", "startdatum_proefperiode",
	}
	foreignTrialEnds = []string{
		"testende", "ende_der_testphase", "testphase_ende", "fin_de_l'essai", "fin_de_l’essai", "fin_essai", "date_de_fin_de_l'essai", "date_de_fin_de_l’essai", "date_fin_essai",
		"fin_de_prueba", "fin_de_la_prueba", "fecha_de_fin_de_prueba", "fine_prova", "data_fine_prova", "fim_do_teste", "einde_proefperiode", "einddatum_proefperiode",
	}
	foreignEmails = []string{"emailadresse", "e_mail_adresse", "adresse_e_mail", "adresse_email", "courriel", "correo_electrónico", "correo_electronico", "emailadres", "indirizzo_email", "indirizzo_e_mail", "endereço_de_email", "endereço_de_e_mail"}
	foreignEvents = []string{"ereignis", "ereignisname", "événement", "evenement", "evento", "gebeurtenis", "aktion", "aktivität", "acción", "actividad", "azione", "attività", "ação", "atividade", "activité", "actie", "activiteit", "funktion"}
	foreignTimes  = []string{"zeitstempel", "zeitpunkt", "horodatage", "date_et_heure", "fecha_y_hora", "marca_de_tiempo", "data_e_ora", "data_e_hora", "tijdstip", "tijdstempel"}
)

// SaysID reports whether a plain name says that the column is an id or a number of
// what it names, so that it is no name of it.
func SaysID(name string) bool {
	if strings.HasSuffix(name, BareID) || strings.HasSuffix(name, "number") || strings.HasSuffix(name, "no") && AccountRank(name) >= 0 {
		return true
	}
	return IsOneOf(name, foreignCustomerIDs)
}

// What a program for sales calls the id of a company, beside its name.
const (
	recordID    = "recordid"
	companyName = "companyname"
)

// IsRecordOfCompany reports whether the plain name is that of the id of a record, in a
// table whose records are companies by the plain names of its columns.
func IsRecordOfCompany(name string, all []string) bool {
	person := slices.ContainsFunc(all, func(other string) bool { return other == "firstname" || other == "lastname" })
	return name == recordID && slices.Contains(all, companyName) && !person
}
