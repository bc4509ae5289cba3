//! Re-checks a dossier.
