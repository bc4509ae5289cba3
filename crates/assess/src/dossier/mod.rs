//! Renders a dossier.
